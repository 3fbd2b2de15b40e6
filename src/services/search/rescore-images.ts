import { AsyncLocalStorage } from "node:async_hooks";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { isRegionaryError } from "../../errors";
import { rowsOf } from "../../model/chain";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import type { OpenIndex } from "./index/open-index";
import type { ResolvedTerm } from "./resolved-term";
import type { KnownTerm } from "./term-bounds";

/** Of whoever a ranking scores images for just now: a caller who waits, or a proof in the background. */
const urgencyNow = new AsyncLocalStorage<SubmitOptions>();

/** Lets images be scored with the urgency of a caller, instead of behind all others'. */
export function withUrgency<T>(urgency: SubmitOptions, work: () => Promise<T>): Promise<T> {
  return urgencyNow.run(urgency, work);
}

/** Scored together: enough that a call costs little beside its products. */
const TOGETHER = 32;

interface RescoredSearch {
  readonly model: ModelVersionRow;
  readonly terms: readonly ResolvedTerm[];
  /** Stands for their classifiers. */
  readonly key: string;
}

/**
 * The scores [images, T] of images by a model's own score graph: the same bits as those of a request for one label. A
 * row of NaN: there are no regions of this image, and none can be made.
 */
export async function rescoreImages(
  { models, regions }: Pick<ServiceContext, "models" | "regions">,
  { model, terms, key }: RescoredSearch,
  imageIds: readonly string[],
  urgency: SubmitOptions,
): Promise<Float32Array> {
  const loaded = await models.loaded(model);
  const { grid } = model.description;
  const length = rowsOf(model.description) * grid.regionSize;
  const classifiers = new Float32Array(terms.length * grid.regionSize);
  for (const [row, term] of terms.entries()) classifiers.set(term.classifier, row * grid.regionSize);
  const vocabulary = { key, count: terms.length, classifiers };
  const scores = new Float32Array(imageIds.length * terms.length).fill(Number.NaN);
  for (let start = 0; start < imageIds.length; start += TOGETHER) {
    const part = imageIds.slice(start, start + TOGETHER);
    const shared = new Uint16Array(
      new SharedArrayBuffer(part.length * length * Uint16Array.BYTES_PER_ELEMENT),
    );
    const found = await Promise.all(
      part.map(async (imageId, index) => {
        try {
          await regions.withRegions(model, imageId, urgency, async (own) => shared.set(own, index * length));
          return true;
        } catch (error) {
          if (isRegionaryError(error) && GONE.has(error.code)) return false;
          throw error;
        }
      }),
    );
    const logits = await loaded.scoreTogether(shared, vocabulary, urgency);
    for (const [index, isThere] of found.entries()) {
      if (!isThere) continue;
      const own = logits.subarray(index * terms.length, (index + 1) * terms.length);
      scores.set(own, (start + index) * terms.length);
    }
  }
  return scores;
}

/** What a ranking takes: the scores of positions, those that were known beforehand as they were known. */
export function rescorer(
  context: ServiceContext,
  search: RescoredSearch & { readonly index: OpenIndex },
  known: readonly KnownTerm[],
): (positions: readonly number[], signal?: AbortSignal) => Promise<Float32Array> {
  return async (positions, signal) => {
    const imageIds = search.index.files.imageIds(positions);
    const urgency = urgencyNow.getStore() ?? { priority: "evaluation" };
    const scores = await rescoreImages(context, search, imageIds, { ...urgency, signal });
    for (const [term, { scores: all }] of known.entries()) {
      if (!all) continue;
      for (const [row, position] of positions.entries()) {
        const place = row * known.length + term;
        if (!Number.isNaN(scores[place]!)) scores[place] = all[position]!;
      }
    }
    return scores;
  };
}

/** What one image lacks, and not the service. */
const GONE = new Set(["NOT_FOUND", "BLOB_MISSING", "INVALID_IMAGE", "IMAGE_TOO_LARGE", "MODEL_OVERFLOW"]);
