import { RegionaryError } from "../../../errors";
import type { ProtocolName } from "../../../evaluation/scores/protocols";
import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import { type EvaluationRunRow, evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import { findActiveModelVersion } from "../../../storage/models/model-versions";
import { checkFeatures } from "../../benchmarks/check-features";
import type { ServiceContext } from "../../context";
import { IMPORT_HINT } from "../../models/model-registry";
import { notFound } from "../../not-found";
import { checkVectors } from "../../vocabularies/check-vectors";
import { acceptedBefore, sameRequest } from "../../work/idempotency";
import { requestHashOf } from "../../work/request-hash";
import { planRun } from "./plan-run";

const MAX_RESAMPLES = 1_000;
const DEFAULT_RESAMPLES = 200;
/** With features a shard takes a second or two; with pictures, about as long on a GPU and ten times as long without. */
const SHARD_IMAGES = { FEATURES: 256, IMAGES: 64 } as const;

export interface EvaluationRequest {
  readonly benchmarkSetId: string;
  /** The active one by default; exactly this version is measured, and no 8-bit one stands in for it. */
  readonly modelVersionId?: string | null;
  /** The set's own by default. */
  readonly protocol?: ProtocolName | null;
  /** The protocol's own by default. */
  readonly ks?: readonly number[] | null;
  /** How many resamples of the images give the intervals. */
  readonly resamples?: number | null;
  readonly idempotencyKey?: string | null;
}

/** A valid request, with its defaults filled in. */
interface PreparedEvaluation {
  readonly asked: {
    readonly benchmarkSetId: string;
    readonly modelVersionId: string;
    readonly protocol: ProtocolName;
    readonly ks: readonly number[];
    readonly resamples: number;
    readonly shardImages: number;
  };
  readonly total: number;
  readonly requestHash: string;
}

/**
 * Accepts a run: it is stored with its job before this returns, and will be completed whatever happens to this
 * process. The same idempotency key gives the same run; with another request it is a CONFLICT.
 */
export async function runEvaluation(
  context: ServiceContext,
  request: EvaluationRequest,
): Promise<EvaluationRunRow> {
  const { idempotencyKey = null } = request;
  const earlier = await acceptedBefore(context.db, evaluationRuns, idempotencyKey);
  // A repeated request means the version that was active when it was first sent.
  const modelVersionId = request.modelVersionId ?? earlier?.modelVersionId;
  const { asked, ...accepted } = await prepareEvaluation(context, { ...request, modelVersionId });
  const run = earlier ?? (await evaluationRuns.create(context.db, asked, { ...accepted, idempotencyKey }));
  return sameRequest(run, accepted.requestHash);
}

/** Checks a request and fills in its defaults. */
export async function prepareEvaluation(
  context: ServiceContext,
  { benchmarkSetId, modelVersionId, protocol, ks, resamples }: EvaluationRequest,
): Promise<PreparedEvaluation> {
  const { db } = context;
  const [set] = await findBenchmarkSets(db, [benchmarkSetId]);
  if (!set) throw notFound("benchmark set");
  if (!set.contentHash) {
    throw invalid(
      `The benchmark set "${set.name}" has ${set.stored} of its ${set.total} images: finish its import first.`,
    );
  }
  const model = modelVersionId ? await context.models.byId(modelVersionId) : await findActiveModelVersion(db);
  if (!model) throw new RegionaryError("MODEL_NOT_READY", IMPORT_HINT);
  await checkVectors(context, await context.vocabularies.byId(set.vocabularyId), model); // so that it is refused now, not by the job
  checkFeatures(`The model "${model.name}"`, model.description.encode, set);
  const asked = {
    benchmarkSetId,
    modelVersionId: model.id,
    protocol: protocol ?? set.protocol,
    ks: [...new Set(ks ?? [])].sort((a, b) => a - b),
    resamples: resamples ?? DEFAULT_RESAMPLES,
  };
  if (!Number.isInteger(asked.resamples) || asked.resamples < 0 || asked.resamples > MAX_RESAMPLES) {
    throw invalid(`resamples must be a whole number from 0 to ${MAX_RESAMPLES}; got ${asked.resamples}.`);
  }
  await planRun(db, set, asked); // so that a wrong protocol or K is refused now
  const requestHash = requestHashOf(asked);
  return { asked: { ...asked, shardImages: SHARD_IMAGES[set.kind] }, total: set.total, requestHash };
}

function invalid(message: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", message);
}
