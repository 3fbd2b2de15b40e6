import type { RunReport } from "../../../src/evaluation/report/run-report";
import type { SectionName } from "../../../src/evaluation/scores/protocols";
import type { BenchmarkSetRow } from "../../../src/storage/benchmarks/benchmark-sets";
import { metricsArray, metricsManifest } from "../../helpers/evaluations/metrics-reference";
import { evaluateSet, type ImageLabels, storeProtocolSet } from "../../helpers/evaluations/protocol-sets";
import { drawing } from "../../helpers/evaluations/small-evaluation";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { describeWithShared } from "../../helpers/shared";

const NUS_WIDE = { protocol: "nus-wide", seen: 925, unseen: 81 } as const;
const OPEN_IMAGES = { protocol: "open-images", seen: 7_186, unseen: 400 } as const;
const range = (from: number, count: number) => Array.from({ length: count }, (_, place) => from + place);

function sectionOf({ sections }: RunReport, name: SectionName) {
  return sections.find(({ section }) => section === name)!;
}

describe("a stored run by a benchmark's protocol", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());
  const store = (set: Parameters<typeof storeProtocolSet>[1]) => storeProtocolSet(service.app.context, set);
  const evaluate = (set: BenchmarkSetRow, options: Parameters<typeof evaluateSet>[2]) =>
    evaluateSet(service.app.context, set, options);

  it("measures NUS-WIDE's 925 and 81 labels, counting empty ones as 0, where all unseen ones are present and no seen one", async () => {
    const labels = { present: range(925, 81), absent: [], unknown: [] };
    const set = await store({
      name: "all unseen",
      ...NUS_WIDE,
      unlisted: "ABSENT",
      images: [labels, labels],
    });
    for (const protocol of ["nus-wide", "nus-wide-as-published"] as const) {
      const { report } = await evaluate(set, { protocol });
      expect(report).toMatchObject({ protocol, images: 2, seenClasses: 925, unseenClasses: 81 });
      const [zsl, gzsl, seen] = (["ZSL", "GZSL", "SEEN"] as const).map((name) => sectionOf(report, name));
      expect([zsl, gzsl, seen].map((section) => section!.rankedClasses)).toEqual([81, 1006, 925]);
      expect(zsl!.meanAveragePrecision).toMatchObject({ macro: 1, emptyClasses: 0 });
      expect(gzsl!.meanAveragePrecision).toMatchObject({ macro: 81 / 1006, emptyClasses: 925 });
      expect(seen!.meanAveragePrecision).toMatchObject({ macro: 0, macroOfNonEmpty: null });
      expect(zsl!.atK.map(({ k, pooled }) => [k, pooled.precision, pooled.recall])).toEqual([
        [3, 1, 3 / 81],
        [5, 1, 5 / 81],
      ]);
      expect(seen!.atK[0]!.pooled).toEqual({ precision: 0, recall: null, f1: null });
    }
  });

  it("measures Open Images' 7,186 and 400 labels, of which SEEN ranks only the annotated ones", async () => {
    const labels = { present: [...range(0, 20), 7_186], absent: [7_187], unknown: [] };
    const set = await store({
      name: "22 known",
      ...OPEN_IMAGES,
      unlisted: "UNKNOWN",
      images: [labels, labels],
    });
    const { report } = await evaluate(set, { protocol: "open-images" });
    const [zsl, gzsl, seen] = (["ZSL", "GZSL", "SEEN"] as const).map((name) => sectionOf(report, name));
    expect([zsl, gzsl, seen].map((section) => section!.rankedClasses)).toEqual([400, 7_586, 20]);
    expect(zsl!.meanAveragePrecision).toMatchObject({ macro: 1 / 400, supportWeighted: 1, classes: 400 });
    expect(gzsl!.meanAveragePrecision).toMatchObject({ macro: 21 / 22, supportWeighted: 1, classes: 22 });
    expect(seen!.meanAveragePrecision).toMatchObject({ macro: 1, classes: 20 });
    const [one, , , twenty] = seen!.atK;
    expect(one).toMatchObject({ k: 1, pooled: { precision: 1, recall: 1 / 20, f1: 2 / 21 } });
    expect(twenty).toMatchObject({ k: 20, pooled: { precision: 1, recall: 1, f1: 1 } });
  });

  it("keeps only the annotated scores of sparse labels, with the report that all scores give", async () => {
    const draw = drawing(5);
    const annotated = [...range(40, 30), ...range(7_300, 8)];
    const images = range(0, 10).map((): ImageLabels => {
      const known = annotated.map((label) => ({ label, value: Math.floor(3 * draw()) - 1 }));
      const of = (value: number) => known.flatMap((one) => (one.value === value ? [one.label] : []));
      return { present: of(1), absent: of(-1), unknown: [] };
    });
    const dense = images.map(({ present, absent }): ImageLabels => {
      const known = new Set([...present, ...absent]);
      return { present, absent: [], unknown: range(0, 7_586).filter((label) => !known.has(label)) };
    });
    const sparseSet = await store({ name: "sparse", ...OPEN_IMAGES, unlisted: "UNKNOWN", images });
    const denseSet = await store({ name: "dense", ...OPEN_IMAGES, unlisted: "ABSENT", images: dense });
    for (const protocol of ["open-images", "open-images-as-published"] as const) {
      const [few, all] = [
        await evaluate(sparseSet, { protocol, resamples: 8 }),
        await evaluate(denseSet, { protocol, resamples: 8 }),
      ];
      expect(few.report.sections).toHaveLength(3);
      expect(JSON.stringify(few.report)).toBe(JSON.stringify(all.report));
      expect(all.shardBytes).toBeGreaterThan(4 * 10 * 7_586); // every score is in it
      expect(few.shardBytes).toBeLessThan(20_000);
    }
  });

  describeWithShared("reference/metrics")("on the authors' own arrays", () => {
    /** The labels of a case; column c of it is the set's `columnOf(c)`. */
    const imagesOf = (name: string, columnOf: (column: number) => number, unlisted: -1 | 0) => {
      const { classes, data } = metricsArray<Int8Array>(`${name}_labels`);
      return range(0, data.length / classes).map((image): ImageLabels => {
        const row = data.subarray(image * classes, (image + 1) * classes);
        const of = (value: number) =>
          [...row].flatMap((label, column) => (label === value ? [columnOf(column)] : []));
        return {
          present: of(1),
          absent: unlisted === 0 ? of(-1) : [],
          unknown: unlisted === -1 ? of(0) : [],
        };
      });
    };

    it("has the figures of their NUS-WIDE program", async () => {
      const images = imagesOf("d1006", (column) => column, -1);
      const set = await store({ name: "d1006", ...NUS_WIDE, unlisted: "ABSENT", images });
      const { data: scores } = metricsArray<Float32Array>("d1006_scores");
      const expected = (metricsManifest() as Record<string, { util_nus: Record<string, never> }>).d1006!
        .util_nus;
      for (const protocol of ["nus-wide", "nus-wide-as-published"] as const) {
        const { meanAveragePrecision, atK } = sectionOf(
          (await evaluate(set, { protocol, scores })).report,
          "GZSL",
        );
        expect(meanAveragePrecision.macro).toBeCloseTo(expected.mAP!, 6);
        for (const { k, pooled } of atK) {
          const { F1, P, R } = expected[`k${k}`] as unknown as Record<string, number>;
          expect(pooled.f1).toBeCloseTo(F1!, 6);
          expect(pooled.precision).toBeCloseTo(P!, 6);
          expect(pooled.recall).toBeCloseTo(R!, 6);
        }
        expect(atK.map(({ k }) => k)).toEqual([3, 5]);
      }
    });

    it.each([
      ["open-images", "oiSmall_925+81_with_per_class_AP"],
      ["open-images-as-published", "oiSmall_925+81"],
    ] as const)(
      "has the figures of their Open Images program by %s, other labels ranked last",
      async (protocol, printed) => {
        const columnOf = (column: number) => (column < 925 ? column : 7_186 + column - 925);
        const images = imagesOf("oiSmall", columnOf, 0);
        const name = `oiSmall ${protocol}`;
        const set = await store({ name, ...OPEN_IMAGES, unlisted: "UNKNOWN", images });
        const { classes, data } = metricsArray<Float32Array>("oiSmall_scores");
        const scores = new Float32Array(images.length * 7_586).fill(-1e6);
        for (const [place, score] of data.entries())
          scores[Math.floor(place / classes) * 7_586 + columnOf(place % classes)] = score;
        const { report } = await evaluate(set, { protocol, scores });
        const lines = metricsManifest()[printed] as unknown as [what: string, ...values: number[]][];
        for (const [at, name] of (["SEEN", "ZSL", "GZSL"] as const).entries()) {
          const { meanAveragePrecision, atK } = sectionOf(report, name);
          const [macro, weighted, ...ofK] = lines.slice(6 * at, 6 * at + 6);
          // ZSL averages over all unseen labels: here 400, most of them without a positive, instead of 81.
          const share = name === "ZSL" ? 81 / 400 : 1;
          expect(meanAveragePrecision.macro).toBeCloseTo(macro![1]! * share, 6);
          expect(meanAveragePrecision.supportWeighted).toBeCloseTo(weighted![1]!, 6);
          for (const [what, f1, precision, recall] of ofK) {
            const { pooled } = atK.find(({ k }) => what.endsWith(`k=${k}`))!;
            expect(pooled.f1).toBeCloseTo(f1!, 6);
            expect(pooled.precision).toBeCloseTo(precision!, 6);
            expect(pooled.recall).toBeCloseTo(recall!, 6);
          }
        }
      },
    );
  });
});
