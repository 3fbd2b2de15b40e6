import { readFileSync } from "node:fs";
import path from "node:path";
import { EvaluationAccumulator } from "../../../src/evaluation/scores/accumulator";
import type { EvaluationData } from "../../../src/evaluation/scores/evaluation-data";
import { sparseLabels } from "../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../src/evaluation/scores/plan";
import type { Protocol } from "../../../src/evaluation/scores/protocols";
import { parseNpy } from "../../../src/tensor/npy";
import { sharedPath } from "../shared";

const folder = path.join(sharedPath, "reference", "metrics");

/** An array of the authors' metrics, as it is in its file. */
export function metricsArray<T extends Float32Array | Int8Array>(name: string): { classes: number; data: T } {
  const { shape, data } = parseNpy(readFileSync(path.join(folder, `${name}.npy`)));
  return { classes: shape.at(-1)!, data: data as T };
}

/** The figures that the authors' programs gave, by case. */
export function metricsManifest(): Record<string, never> {
  return JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")).notes.results;
}

/** Scores and labels of a reference case, given to an accumulator in chunks of so many images. */
export function evaluationOf(
  name: string,
  protocol: Protocol,
  {
    seen = 0,
    ks,
    chunk = 128,
  }: { readonly seen?: number; readonly ks?: readonly number[]; readonly chunk?: number } = {},
): EvaluationData {
  const { classes, data: scores } = metricsArray<Float32Array>(`${name}_scores`);
  const { data: labels } = metricsArray<Int8Array>(`${name}_labels`);
  const plan = planEvaluation(
    protocol,
    Array.from({ length: classes }, (_, label) => label < seen),
    { ks, labels: [sparseLabels(labels, classes)] },
  );
  const accumulator = new EvaluationAccumulator(plan);
  for (let start = 0; start < labels.length; start += chunk * classes) {
    const end = Math.min(labels.length, start + chunk * classes);
    accumulator.add(scores.subarray(start, end), sparseLabels(labels.subarray(start, end), classes));
  }
  return accumulator.data();
}
