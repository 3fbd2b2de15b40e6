import { evaluate } from "../../../src/evaluation/report/evaluate";
import { protocols } from "../../../src/evaluation/scores/protocols";
import { smallEvaluation } from "../../helpers/evaluations/small-evaluation";

// Three images of four classes, the first two seen. Best first: 0 1 2 3; 3 2 1 0; 2 0 1 3.
const scores = [
  [9, 8, 7, 6],
  [1, 2, 3, 4],
  [5, 4, 6, 1],
];
const labels = [
  [1, -1, 1, -1],
  [-1, 1, -1, -1],
  [-1, -1, -1, 0],
];
const sectionOf = (name: string, protocol = protocols.custom) =>
  evaluate(smallEvaluation(scores, labels, { seen: 2, ks: [1, 2], protocol }), {
    confusions: 9,
  }).sections.find(({ section }) => section === name)!;

describe("a section's figures", () => {
  it("pool predictions over images: at K = 2, one of 6 is right, and one of 3 positives is found", () => {
    expect(sectionOf("GZSL").atK[1]).toMatchObject({
      k: 2,
      pooled: { precision: 1 / 6, recall: 1 / 3, f1: 2 / 9 },
    });
  });

  it("say how often each class is predicted, right, present, and known", () => {
    const { perClass } = sectionOf("GZSL");
    const atTwo = perClass.map(({ atK }) => [atK![1]!.predicted, atK![1]!.hits]);
    expect(atTwo).toEqual([
      [2, 1],
      [1, 0],
      [2, 0],
      [1, 0],
    ]);
    expect(perClass.map(({ support, annotated }) => [support, annotated])).toEqual([
      [1, 3],
      [1, 3],
      [1, 3],
      [0, 2],
    ]);
    expect(perClass[0]!.atK![1]).toMatchObject({ precision: 1 / 2, recall: 1, f1: 2 / 3 });
    expect(perClass[3]!.atK![1]).toMatchObject({ precision: 0, recall: null, f1: null });
  });

  it("average AP by class, by support, and over one ranking of all pairs", () => {
    // By class: 1 of 1; 1 of 3; 1 of 1; none. In one ranking of the 11 known pairs the positives score 9, 7, 2
    // and reach the ranks 1, 3 and 9 (two pairs score 1 and one is unknown).
    const means = sectionOf("GZSL").meanAveragePrecision;
    expect(means).toMatchObject({ classes: 4, emptyClasses: 1, emptyClass: "left-out" });
    expect(means.macro).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
    expect(means.supportWeighted).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
    expect(means.micro).toBeCloseTo((1 + 2 / 3 + 3 / 10) / 3, 12);
  });

  it("average AP over one ranking of a section's pairs, however much higher another section's scores are", () => {
    // Of the unseen classes the positive, 7, is above all; above it is only 9, a positive of a seen class.
    expect(sectionOf("ZSL").meanAveragePrecision.micro).toBe(1);
    // Of the seen ones the positives reach the ranks 1 and 5: 9, 8, 5, 4, 2, 1.
    expect(sectionOf("SEEN").meanAveragePrecision.micro).toBeCloseTo((1 + 2 / 5) / 2, 12);
  });

  it("count a class without a positive as 0 under a protocol that says so", () => {
    const means = sectionOf("GZSL", protocols["nus-wide"]).meanAveragePrecision;
    expect(means.macro).toBeCloseTo((1 + 1 / 3 + 1 + 0) / 4, 12);
    expect(means.macroOfNonEmpty).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
  });

  it("depend only on the section's classes: unseen ones compete with unseen ones", () => {
    const zsl = sectionOf("ZSL");
    expect(zsl.perClass.map((report) => report.class)).toEqual([2, 3]);
    expect(zsl.atK[0]!.pooled).toEqual({ precision: 1 / 3, recall: 1, f1: 1 / 2 });
    expect(zsl.meanAveragePrecision.macro).toBe(1);
    expect(zsl.groups).toBeNull();
  });

  it("are given separately for the seen and unseen classes of one ranking, with their harmonic mean", () => {
    const { seen, unseen, harmonicMean } = sectionOf("GZSL").groups!;
    expect(seen.macro).toBeCloseTo(2 / 3, 12);
    expect(unseen.macro).toBe(1);
    expect(harmonicMean.macro).toBeCloseTo(4 / 5, 12);
    // At K = 1 the best are 0, 3 and 2: of the seen one prediction, right; two positives.
    expect(seen.atK[0]!.pooled).toEqual({ precision: 1, recall: 1 / 2, f1: 2 / 3 });
    expect(unseen.atK[0]!.pooled).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(harmonicMean.f1[0]).toEqual({ k: 1, f1: 0 });
  });

  it("name the known classes predicted wrongly where another was missed", () => {
    expect(sectionOf("GZSL").atK[1]!.confusions).toEqual([
      { missed: 1, predicted: 2, images: 1 },
      { missed: 1, predicted: 3, images: 1 },
      { missed: 2, predicted: 1, images: 1 },
    ]);
  });

  it("leave out images without a positive of the section, if the protocol does", () => {
    const zsl = sectionOf("ZSL", protocols["open-images"]);
    expect(zsl.images).toBe(1);
    expect(zsl.atK[0]!.pooled.precision).toBe(1);
  });
});

describe("a figure without a value", () => {
  it("counts as 0 for F1 without a hit, and is left out as published, where it is 0/0", () => {
    const miss = (protocol: typeof protocols.custom) =>
      evaluate(smallEvaluation([[2, 1]], [[-1, 1]], { protocol })).sections[0]!.atK[0]!.pooled;
    expect(miss(protocols["nus-wide"])).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(miss(protocols["nus-wide-as-published"])).toEqual({ precision: 0, recall: 0, f1: null });
  });

  it("is null, with a warning, if nothing is present", () => {
    const { sections, warnings } = evaluate(smallEvaluation([[2, 1]], [[-1, -1]]));
    expect(sections[0]!.meanAveragePrecision).toMatchObject({
      macro: null,
      supportWeighted: null,
      micro: null,
    });
    expect(sections[0]!.atK[0]!.pooled).toEqual({ precision: 0, recall: null, f1: null });
    expect(warnings).toEqual([expect.stringContaining("No label is +1")]);
  });

  it("does not come from K = C, where every class is predicted", () => {
    const { atK } = evaluate(smallEvaluation([[4, 3, 2, 1]], [[-1, -1, 1, -1]], { ks: [4] })).sections[0]!;
    expect(atK[0]!.pooled).toEqual({ precision: 0.25, recall: 1, f1: 0.4 });
  });
});
