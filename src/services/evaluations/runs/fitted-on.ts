import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import type { ServiceContext } from "../../context";
import { type CalibrationKey, findCalibration } from "./find-calibration";

/** The name of the benchmark set on whose pictures probabilities were fitted; null where none were. */
export async function fittedOn(
  context: Pick<ServiceContext, "db" | "evaluations">,
  key: CalibrationKey,
): Promise<string | null> {
  const found = await findCalibration(context, key);
  const [set] = found ? await findBenchmarkSets(context.db, [found.run.benchmarkSetId]) : [];
  return set?.name ?? null;
}
