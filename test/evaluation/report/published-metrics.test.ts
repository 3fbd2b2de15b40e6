import { pooledAveragePrecisions } from "../../../src/evaluation/metrics/pooled-average-precisions";
import { evaluate } from "../../../src/evaluation/report/evaluate";
import type { SectionReport } from "../../../src/evaluation/report/report";
import { sectionData } from "../../../src/evaluation/scores/evaluation-data";
import { protocols } from "../../../src/evaluation/scores/protocols";
import { evaluationOf, metricsArray, metricsManifest } from "../../helpers/evaluations/metrics-reference";
import { describeWithShared } from "../../helpers/shared";

interface Figures {
  readonly mAP: number;
  readonly mAP_nonempty_only: number;
  readonly n_empty: number;
  readonly [k: `k${number}`]: { readonly F1: number; readonly P: number; readonly R: number };
}
interface Case {
  readonly util_nus: Figures;
  readonly util_openimages: Figures;
  readonly tie_bounds: Record<
    string,
    number & { readonly F1: number; readonly P: number; readonly R: number }
  >;
  readonly boundary_tied_rows: Record<number, number>;
}
/** [what, value] of AP, or [what, F1, P, R] at a K, section by section. */
type Printed = [what: string, ...values: number[]][];

const manifest = metricsManifest as unknown as () => Record<string, Case & Figures & Printed>;
const ks = [1, 3, 5, 10, 20];
const within = 1e-6;

function expectNear(value: number | null | undefined, expected: number): void {
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThan(within);
}

function expectAtK({ atK }: SectionReport, figures: Figures): void {
  for (const { k, pooled } of atK) {
    const { F1, P, R } = figures[`k${k}`]!;
    expectNear(pooled.f1, F1);
    expectNear(pooled.precision, P);
    expectNear(pooled.recall, R);
  }
}

function sectionOf(name: string, protocol: keyof typeof protocols, seen = 0, given?: number[], chunk = 128) {
  const report = evaluate(evaluationOf(name, protocols[protocol], { seen, ks: given, chunk }));
  return report.sections.find(({ section }) => section === (seen > 0 ? "GZSL" : "ZSL"))!;
}

describeWithShared("reference/metrics")("the authors' NUS-WIDE figures", () => {
  it.each([
    ["d81", 0],
    ["d1006", 925],
  ])("are those of nus-wide-as-published and of nus-wide for %s", (name, seen) => {
    const published = manifest()[name]!.util_nus;
    for (const protocol of ["nus-wide-as-published", "nus-wide"] as const) {
      const section = sectionOf(name, protocol, seen);
      expectNear(section.meanAveragePrecision.macro, published.mAP);
      expectNear(section.meanAveragePrecision.macroOfNonEmpty, published.mAP_nonempty_only);
      expect(section.meanAveragePrecision.emptyClasses).toBe(published.n_empty);
      expectAtK(section, published);
    }
  });

  it.each(["d81", "d1006"])(
    "are met class by class for %s, with 0 for a class without a positive",
    (name) => {
      const { perClass } = sectionOf(name, "nus-wide", name === "d1006" ? 925 : 0);
      const { data } = metricsArray<Float32Array>(`${name}_nus_ap`);
      expect(perClass).toHaveLength(data.length);
      for (const { class: column, averagePrecision } of perClass)
        expectNear(averagePrecision ?? 0, data[column]!);
    },
  );

  it("are, like ours, between those of the best and the worst order of tied scores, with as many tied images", () => {
    const { tie_bounds: bounds, boundary_tied_rows: tied } = manifest().d81ties!;
    const section = sectionOf("d81ties", "nus-wide-as-published", 0, ks);
    expect(section.meanAveragePrecision.macro).toBeGreaterThan(bounds.mAP_worst!);
    expect(section.meanAveragePrecision.macro).toBeLessThan(bounds.mAP_best!);
    for (const { k, pooled, tiedImages } of section.atK) {
      expect(pooled.f1).toBeGreaterThan(bounds[`k${k}_worst`]!.F1);
      expect(pooled.f1).toBeLessThan(bounds[`k${k}_best`]!.F1);
      if (k in tied) expect(tiedImages).toBe(tied[k]);
    }
  });

  it("are met, with a warning, if a file writes 0 for absent: every AP is 1", () => {
    const report = evaluate(evaluationOf("d81zeroone", protocols["nus-wide"]));
    const published = manifest().d81zeroone!;
    expectNear(report.sections[0]!.meanAveragePrecision.macro, published.mAP);
    expectAtK(report.sections[0]!, published);
    expect(report.warnings).toEqual([expect.stringContaining("No label is -1 (absent), so every AP is 1")]);
  });
});

describeWithShared("reference/metrics")("the authors' Open Images figures", () => {
  it.each([
    ["open-images-as-published", "oiSmall_925+81"],
    ["open-images", "oiSmall_925+81_with_per_class_AP"],
  ] as const)("are those of %s", (protocol, printed) => {
    const report = evaluate(evaluationOf("oiSmall", protocols[protocol], { seen: 925 }));
    const lines: Printed = manifest()[printed]!;
    let checked = 0;
    for (const name of ["SEEN", "ZSL", "GZSL"] as const) {
      const { meanAveragePrecision, atK } = report.sections.find(({ section }) => section === name)!;
      const values = lines.slice(6 * checked, 6 * ++checked); // two of AP, four of K
      expect(values[0]![0]).toMatch(name);
      expectNear(meanAveragePrecision.macro, values[0]![1]!);
      expectNear(meanAveragePrecision.supportWeighted, values[1]![1]!);
      for (const [what, ...ofK] of values.slice(2)) {
        const { pooled } = atK.find(({ k }) => what.endsWith(`k=${k}`))!;
        expectNear(pooled.f1, ofK[0]!);
        expectNear(pooled.precision, ofK[1]!);
        expectNear(pooled.recall, ofK[2]!);
      }
    }
    expect(3 * 6).toBe(lines.length);
  });

  it("cover the same images and classes", () => {
    const report = evaluate(evaluationOf("oiSmall", protocols["open-images"], { seen: 925 }));
    const images = report.sections.map(({ section, images: counted }) => [section, counted]);
    expect(Object.fromEntries(images)).toEqual({ SEEN: 271, ZSL: 101, GZSL: 274 });
    const seen = report.sections.find(({ section }) => section === "SEEN")!;
    expect(seen.rankedClasses).toBe(902);
    expect(report.sections[0]!.meanAveragePrecision.emptyClasses).toBe(33);
  });

  it.each(["d81", "d1006"])(
    "are met class by class, with the slip that pools all classes, for %s",
    (name) => {
      const data = evaluationOf(name, { ...protocols.custom, averagePrecision: "pooled-over-classes" });
      const pooled = pooledAveragePrecisions(data, sectionData(data, 0));
      const { data: expected } = metricsArray<Float32Array>(`${name}_oi_ap`);
      expect(pooled).toHaveLength(expected.length);
      // The authors' sums over 100,000 pairs are of float32: within 1e-6 all the same.
      for (const [column, value] of pooled.entries())
        expectNear(Number.isNaN(value) ? 0 : value, expected[column]!);
    },
  );

  it("are met at every K of their own program, without a protocol's choice of images", () => {
    const section = sectionOf("d81", "custom", 0, ks);
    expectAtK(section, manifest().d81!.util_openimages);
  });
});

describeWithShared("reference/metrics")("a report", () => {
  it.each(["nus-wide", "open-images"] as const)(
    "of %s does not depend on how the images were divided into chunks",
    (name) => {
      const options = { seen: 925, ks: [1, 5] };
      const extras = { resamples: 8, confusions: 5 };
      const [whole, ...others] = [1000, 1, 7, 64].map((chunk) =>
        JSON.stringify(evaluate(evaluationOf("oiSmall", protocols[name], { ...options, chunk }), extras)),
      );
      for (const other of others) expect(other).toBe(whole);
    },
  );

  it("is plain JSON: what has no value is null", () => {
    const report = evaluate(evaluationOf("oiSmall", protocols.custom, { seen: 925, ks: [5] }), {
      resamples: 8,
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
