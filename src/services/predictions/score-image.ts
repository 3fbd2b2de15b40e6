import type { SubmitOptions } from "../../batcher/batcher-options";
import { RegionaryError } from "../../errors";
import type { VocabularyVectors } from "../../inference/stages/score-on-lane";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { topK } from "../../tensor/top-k";
import type { ServiceContext } from "../context";
import type { RegionOptions } from "../regions/region-store";

export const MAX_TOP_K = 1_000;

/** The labels that a picture is scored against, by a model version. */
interface ScoreRequest {
  readonly model: ModelVersionRow;
  readonly vectors: VocabularyVectors;
  /** The only positions that count, if not all do. */
  readonly among?: readonly number[];
  readonly topK: number;
}

export interface TopLabels {
  /** Positions in the vocabulary, best first. */
  readonly labels: number[];
  /** Their logits, float32. */
  readonly scores: number[];
}

/**
 * The best labels of a stored image. Scores are always computed from the float16 regions, so they
 * are the same bits whether the regions were cached or just encoded.
 */
export async function scoreImage(
  { regions, models }: Pick<ServiceContext, "regions" | "models">,
  request: ScoreRequest & { readonly imageId: string },
  options: RegionOptions,
): Promise<TopLabels> {
  const { newPicture, onMiss, ...urgency } = options;
  return regions.withRegions(request.model, request.imageId, options, (values) =>
    scoreRegions({ models }, request, values, urgency),
  );
}

/** The best labels of an image by its regions. */
export async function scoreRegions(
  { models }: Pick<ServiceContext, "models">,
  request: ScoreRequest,
  values: Uint16Array,
  urgency: SubmitOptions,
): Promise<TopLabels> {
  const loaded = await models.loaded(request.model);
  const logits = await loaded.score(values, request.vectors, urgency); // [C]
  const labels = best(logits, request);
  const scores = labels.map((position) => logits[position]!);
  if (scores.every(Number.isFinite)) return { labels, scores };
  throw new RegionaryError(
    "MODEL_OVERFLOW",
    `The model "${request.model.name}" gives this image scores that are not finite. Check its import with \`regionary models verify\`.`,
  );
}

/** The positions of the largest logits, of those that count. */
function best(logits: Float32Array, { among, topK: most }: ScoreRequest): number[] {
  if (!among) return topK(logits, Math.min(most, logits.length));
  const counting = Float32Array.from(among, (position) => logits[position]!);
  return topK(counting, Math.min(most, counting.length)).map((place) => among[place]!);
}

export function checkTopK(topK: number): void {
  if (!Number.isInteger(topK) || topK < 1 || topK > MAX_TOP_K) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `topK must be a whole number from 1 to ${MAX_TOP_K}; got ${topK}.`,
    );
  }
}
