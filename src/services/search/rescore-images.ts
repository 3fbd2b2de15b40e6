import { AsyncLocalStorage } from "node:async_hooks";
import type { SubmitOptions } from "../../batcher/batcher-options";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import type { OpenIndex } from "./index/open-index";
import { regionsFor } from "./index/regions-for";
import type { ResolvedTerm } from "./resolved-term";
import type { KnownTerm } from "./term-bounds";

/** Scored together: enough that a call costs little beside its products. */
const TOGETHER = 32;
/** Images of a call that may be encoded again while somebody waits, because their regions were let go. */
const ENCODED_WAITING = 64;

/** Of whoever a ranking scores images for just now: a caller who waits, or a proof in the background. */
const urgencyNow = new AsyncLocalStorage<SubmitOptions>();

/** Lets images be scored with the urgency of a caller, instead of behind all others'. */
export function withUrgency<T>(urgency: SubmitOptions, work: () => Promise<T>): Promise<T> {
  return urgencyNow.run(urgency, work);
}

interface RescoredSearch {
  readonly model: ModelVersionRow;
  readonly index: Pick<OpenIndex, "files">;
  readonly terms: readonly ResolvedTerm[];
  /** Stands for their classifiers. */
  readonly key: string;
}

/** What a ranking takes: the scores of positions, those that were known beforehand as they were known. */
export function rescorer(
  context: ServiceContext,
  search: RescoredSearch,
  known: readonly KnownTerm[],
): (positions: readonly number[], signal?: AbortSignal) => Promise<Float32Array> {
  return async (positions, signal) => {
    const waiting = urgencyNow.getStore();
    const urgency = waiting ?? { priority: "evaluation" };
    const encodeAtMost = waiting ? ENCODED_WAITING : positions.length;
    const scores = await rescoreImages(context, search, positions, { ...urgency, signal, encodeAtMost });
    for (const [term, { scores: all }] of known.entries()) {
      if (!all) continue;
      for (const [row, position] of positions.entries()) {
        const place = row * known.length + term;
        if (!Number.isNaN(all[position]!) && !Number.isNaN(scores[place]!)) scores[place] = all[position]!;
      }
    }
    return scores;
  };
}

/**
 * The scores [positions, T] of images by a model's own score graph: the same bits as those of a request for one label. A
 * row of NaN where there are no regions of an image now.
 */
export async function rescoreImages(
  context: Pick<ServiceContext, "models" | "regions">,
  { model, index, terms, key }: RescoredSearch,
  positions: readonly number[],
  options: SubmitOptions & { readonly encodeAtMost: number },
): Promise<Float32Array> {
  const loaded = await context.models.loaded(model);
  const { regionSize } = model.description.grid;
  const classifiers = new Float32Array(terms.length * regionSize);
  for (const [row, { classifier }] of terms.entries()) classifiers.set(classifier, row * regionSize);
  const vocabulary = { key, count: terms.length, classifiers };
  const { encodeAtMost: _, ...urgency } = options;
  const scores = new Float32Array(positions.length * terms.length);
  const found = await regionsFor(context, index, model, positions, options);
  try {
    const length = found.regions.length / positions.length;
    for (let start = 0; start < positions.length; start += TOGETHER) {
      const end = Math.min(start + TOGETHER, positions.length);
      const part = found.regions.subarray(start * length, end * length);
      scores.set(await loaded.scoreTogether(part, vocabulary, urgency), start * terms.length);
    }
  } finally {
    found.giveBack();
  }
  for (const row of found.missing) scores.fill(Number.NaN, row * terms.length, (row + 1) * terms.length);
  return scores;
}
