import { RegionaryError } from "../../../errors";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { planRun } from "../runs/plan-run";
import { prepareEvaluation } from "../runs/run-evaluation";
import { measureShards } from "../shards/measure-shards";
import type { ComparedShares } from "./compare-shares";

/** 0, 0.1 … 1. */
const SHARES = Array.from({ length: 11 }, (_, tenth) => tenth / 10);
const RESAMPLES = 200;

export interface SharesProgress {
  readonly done: number;
  readonly total: number;
  readonly imagesPerSecond: number;
}

/** What a set says of the share of the whole picture in a model's scores. */
export interface SharesReport extends ComparedShares {
  readonly images: number;
  /** How many labels the mean AP is over. */
  readonly classes: number;
}

/**
 * Measures a model of regions and a whole on a set, each image encoded once and scored by either alone. Nothing of it is
 * kept: the scores are blobs that no row names. Throws when the signal fires.
 */
export async function measureShares(
  context: ServiceContext,
  version: ModelVersionRow,
  set: BenchmarkSetRow,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: SharesProgress) => void },
): Promise<SharesReport> {
  const { db, evaluations } = context;
  const request = { benchmarkSetId: set.id, modelVersionId: version.id };
  const { asked, total } = await prepareEvaluation(context, request);
  const { shardImages } = asked;
  const plan = widestSection(await planRun(db, set, asked));
  const model = await context.models.loaded(version);
  const labels = await context.vocabularies.recent(set.vocabularyId);
  const vocabulary = await context.vectorsFor(labels, version, signal);
  const batchImages = model.batchSize(set.kind === "FEATURES" ? "values" : "pictures");
  const { inTurn, lend, reader, reducer } = evaluations;
  const measurement = { db, set, model, vocabulary, shares: [1, 0], signal, lend, reader };
  const work = { ...measurement, division: { total, shardImages, batchImages }, plan, inTurn };
  const positions = Array.from({ length: Math.ceil(total / shardImages) }, (_, position) => position);
  const hashes: (readonly string[])[] = [];
  let done = 0;
  await measureShards(work, positions, async ({ position, images, blobHashes, imagesPerSecond }) => {
    hashes[position] = blobHashes;
    done += images;
    onProgress({ done, total, imagesPerSecond });
    return true;
  });
  await reader.rest();
  const [whole, regions] = [0, 1].map((place) => hashes.map((ofShard) => ofShard[place]!));
  const present = version.description.score.whole!.share;
  const scores = { url: db.url, whole: whole!, regions: regions!, plan };
  const compared = await reducer.run(
    "shares",
    { ...scores, shares: SHARES, present, resamples: RESAMPLES },
    signal,
  );
  if (compared) return { ...compared, images: total, classes: plan.sections[0]?.classes.length ?? 0 };
  throw new RegionaryError(
    "STORAGE_UNAVAILABLE",
    "Scores were lost right after they had been stored. Check the database, then tune the model again.",
  );
}

/** The plan with the section of most labels alone: to a text model all are alike, seen and unseen. */
function widestSection(plan: EvaluationPlan): EvaluationPlan {
  const [widest] = plan.sections.toSorted((a, b) => b.classes.length - a.classes.length);
  return { ...plan, sections: widest ? [widest] : [] };
}
