import { evaluate } from "../../../src/evaluation/report/evaluate";
import { EvaluationAccumulator } from "../../../src/evaluation/scores/accumulator";
import { annotatedChunk } from "../../../src/evaluation/scores/annotated-chunk";
import { sparseLabels } from "../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../src/evaluation/scores/plan";
import { type Protocol, protocols } from "../../../src/evaluation/scores/protocols";
import { drawing } from "../../helpers/evaluations/small-evaluation";

const [images, classes] = [40, 12];
const draw = drawing(3);
const scores = Float32Array.from({ length: images * classes }, () => Math.round(20 * draw()) / 4);
const dense = Int8Array.from(scores, () => Math.floor(3 * draw()) - 1);
const labels = sparseLabels(dense, classes);
const seen = Array.from({ length: classes }, (_, column) => column < 8);
const accumulatorOf = (protocol: Protocol) =>
  new EvaluationAccumulator(planEvaluation(protocol, seen, { ks: [1, 3], labels: [labels] }));

describe("an accumulator", () => {
  it("gives the same report from all scores, from the annotated ones, and from what is kept of them", () => {
    const reportOf = (add: (to: EvaluationAccumulator) => void, kept: Protocol["kept"]) => {
      const accumulator = accumulatorOf({ ...protocols["open-images"], kept });
      add(accumulator);
      return evaluate(accumulator.data(), { resamples: 8, confusions: 5 });
    };
    const expected = reportOf((to) => to.add(scores, labels), "all-scores");
    expect(reportOf((to) => to.add(scores, labels), "annotated-scores")).toEqual(expected);
    const stored = (to: EvaluationAccumulator) => to.addAnnotated(annotatedChunk(to.plan, scores, labels));
    expect(reportOf(stored, "annotated-scores")).toEqual(expected);
  });

  it("keeps all scores of more images than fit into one block of memory, class by class and in order", () => {
    const [many, wide] = [17, 2 ** 19]; // 16 such images are 32 MiB
    const accumulator = new EvaluationAccumulator(
      planEvaluation(protocols.custom, new Array(wide).fill(true), { ks: [1] }),
    );
    const given = Float32Array.from({ length: many * wide }, (_, place) => place);
    const none = new Uint32Array();
    for (const [from, to] of [
      [0, 5],
      [5, many],
    ] as const)
      accumulator.add(given.subarray(from * wide, to * wide), {
        ...{ starts: new Uint32Array(to - from + 1), classes: none, values: new Int8Array(), others: -1 },
      });
    const { columns } = accumulator.data();
    const last = wide - 1;
    const pieces = columns.column(last);
    expect(pieces.length).toBeGreaterThan(1);
    const expected = Array.from({ length: many }, (_, image) => Math.fround(image * wide + last));
    expect(pieces.flatMap(({ scores: some, from, to }) => [...some.subarray(from, to)])).toEqual(expected);
    expect(expected.map((_, image) => columns.scoreOf(image, last))).toEqual(expected);
  });

  it("refuses scores that are not numbers and goes on as if they had not been given", () => {
    const accumulator = accumulatorOf(protocols.custom);
    accumulator.add(scores, labels);
    const before = JSON.stringify(evaluate(accumulator.data()));
    const broken = scores.slice();
    broken[2 * classes + 5] = Number.NaN;
    expect(() => accumulator.add(broken, labels)).toThrow("the score at [2, 5] is NaN, which has no rank");
    expect(JSON.stringify(evaluate(accumulator.data()))).toBe(before);
  });

  it.each([
    ["rows of another length", scores.subarray(1), labels, "whole rows of 12 scores"],
    ["fewer rows than labels", scores.subarray(classes), labels, "the labels of 39 images; got those of 40"],
    [
      "a class twice in an image",
      scores.subarray(0, classes),
      { starts: Uint32Array.of(0, 2), classes: Uint32Array.of(3, 3), values: Int8Array.of(1, 1), others: 0 },
      "image 0 lists class 3 after 3",
    ],
    [
      "a class beyond the last",
      scores.subarray(0, classes),
      { starts: Uint32Array.of(0, 1), classes: Uint32Array.of(12), values: Int8Array.of(1), others: 0 },
      "expected ascending ones below 12",
    ],
  ] as const)("refuses %s", (_, given, labeled, reason) => {
    expect(() => accumulatorOf(protocols.custom).add(given, labeled)).toThrow(reason);
  });

  it("refuses annotated scores if all are needed", () => {
    const accumulator = accumulatorOf(protocols.custom);
    const chunk = annotatedChunk(accumulator.plan, scores, labels);
    expect(() => accumulator.addAnnotated(chunk)).toThrow("custom needs all scores");
  });

  it("refuses a stored chunk with the lists of other sections", () => {
    const accumulator = accumulatorOf(protocols["open-images"]);
    const chunk = annotatedChunk(accumulator.plan, scores, labels);
    const shorter = chunk.top.map((lists) => ({ ...lists, scores: lists.scores.subarray(1) }));
    for (const top of [chunk.top.slice(1), [...chunk.top, ...chunk.top], shorter])
      expect(() => accumulator.addAnnotated({ ...chunk, top })).toThrow("each of 3 sections");
  });
});

describe("sparse labels", () => {
  it("list whatever is rarer, and refuse what is not a label", () => {
    const { others, classes: listed, values } = sparseLabels(Int8Array.of(-1, 1, -1, 0), 4);
    expect([others, [...listed], [...values]]).toEqual([-1, [1, 3], [1, 0]]);
    expect(sparseLabels(Int8Array.of(0, 1, 0, -1), 2).others).toBe(0);
    expect(() => sparseLabels(Int8Array.of(0, 1, 2, -1), 2)).toThrow("the label at [1, 0] is 2; expected +1");
    expect(() => sparseLabels(Int8Array.of(0, 1, -1), 2)).toThrow("expected whole rows of 2 labels; got 3");
  });
});

describe("a plan", () => {
  it("refuses a K above the number of classes that a section ranks", () => {
    expect(() => planEvaluation(protocols.custom, seen, { ks: [5] })).toThrow(
      "from 1 to the 4 classes that ZSL ranks; got 5",
    );
    expect(() => planEvaluation(protocols.custom, seen, { ks: [0] })).toThrow("got 0");
  });

  it("has no section without classes, and none twice", () => {
    const sectionsOf = (columns: boolean[]) =>
      planEvaluation(protocols.custom, columns, { ks: [1] }).sections.map(
        ({ definition }) => definition.name,
      );
    expect(sectionsOf([false, false])).toEqual(["ZSL"]);
    expect(sectionsOf([true, true])).toEqual(["SEEN"]);
    expect(sectionsOf([true, false])).toEqual(["ZSL", "GZSL", "SEEN"]);
  });

  it("needs the labels if a section ranks only annotated classes", () => {
    expect(() => planEvaluation(protocols["open-images"], seen, { ks: [1] })).toThrow(
      "give the labels of all images",
    );
  });
});
