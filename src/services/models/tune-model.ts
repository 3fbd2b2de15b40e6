import { RegionaryError } from "../../errors";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import { readModelSpace } from "../../storage/models/model-spaces";
import { addModelVersion, type ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { measureShares, type SharesProgress, type SharesReport } from "../evaluations/shares/measure-shares";

interface TunedModel {
  readonly model: ModelVersionRow;
  readonly alreadyStored: boolean;
  readonly report: SharesReport;
}

/**
 * Measures on a set how much the whole picture should count in a model's scores, and stores the model with the best
 * share as its next version; the files, and with them its cached regions, stay the same. If it throws, as when the signal
 * fires, nothing is stored.
 */
export async function tuneModel(
  context: ServiceContext,
  { version, set }: { readonly version: ModelVersionRow; readonly set: BenchmarkSetRow },
  options: { signal: AbortSignal; onProgress: (progress: SharesProgress) => void },
): Promise<TunedModel> {
  const { db } = context;
  const { name, backboneId, packageHash, description } = version;
  checkTunable(version);
  const report = await measureShares(context, version, set, options);
  if (report.best === null)
    throw invalid(`The benchmark set "${set.name}" has no image with a label that is present.`);
  options.signal.throwIfAborted();
  const score = { ...description.score, whole: { share: report.best, isTuned: true } };
  const spaceId = await readModelSpace(db, version.id);
  const tuned = { name, backboneId, packageHash, description: { ...description, score }, spaceId };
  return { ...(await addModelVersion(db, tuned)), report };
}

function checkTunable({ name, description: { score }, quantization }: ModelVersionRow): void {
  if (score.whole === null)
    throw invalid(`The model "${name}" scores regions alone: it has no share of the whole picture to tune.`);
  if (score.probability === "sigmoid")
    throw invalid(
      `A score of the model "${name}" is by its own sigmoid the probability that a label describes the whole picture. With regions in it that would be lost, so the share stays 1.`,
    );
  if (quantization)
    throw invalid(
      `The model "${name}" is in 8 bits. Tune the float32 version that it was made from, then quantize that.`,
    );
}

function invalid(message: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", message);
}
