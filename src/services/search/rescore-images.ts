import { AsyncLocalStorage } from "node:async_hooks";
import type { SubmitOptions } from "../../batcher/batcher-options";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import type { OpenIndex } from "./index/open-index";
import { regionsFor } from "./index/regions-for";
import type { ResolvedTerm } from "./terms/resolved-term";
import type { KnownTerm } from "./terms/term-bounds";

/** Scored together: enough that a call costs little beside its products. */
const TOGETHER = 32;
/** Images that may be encoded again, because their regions were let go, while somebody waits for a page ... */
const ENCODED_WAITING = 64;
/** ... and for all that is proven of a search in the background. */
const ENCODED_PROVING = 2_000;

/** How many images may still be encoded again. */
interface EncodingsLeft {
  encodings: number;
}

/** Of whoever waits while a ranking scores images; nobody waits for a proof in the background. */
const waitingNow = new AsyncLocalStorage<{ readonly urgency: SubmitOptions; readonly left: EncodingsLeft }>();

/** Lets images be scored with the urgency of a caller, instead of behind all others'. */
export function withUrgency<T>(urgency: SubmitOptions, work: () => Promise<T>): Promise<T> {
  return waitingNow.run({ urgency, left: { encodings: ENCODED_WAITING } }, work);
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
  const proof = { urgency: { priority: "evaluation" }, left: { encodings: ENCODED_PROVING } } as const;
  return async (positions, signal) => {
    const { urgency, left } = waitingNow.getStore() ?? proof;
    const scores = await rescoreImages(context, search, positions, left, { ...urgency, signal });
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
async function rescoreImages(
  context: Pick<ServiceContext, "models" | "regions">,
  { model, index, terms, key }: RescoredSearch,
  positions: readonly number[],
  left: EncodingsLeft,
  urgency: SubmitOptions,
): Promise<Float32Array> {
  const loaded = await context.models.loaded(model);
  const { regionSize } = model.description.grid;
  const classifiers = new Float32Array(terms.length * regionSize);
  for (const [row, { classifier }] of terms.entries()) classifiers.set(classifier, row * regionSize);
  const vocabulary = { key, count: terms.length, classifiers };
  const scores = new Float32Array(positions.length * terms.length);
  const found = await regionsFor(context, index, model, positions, {
    ...urgency,
    encodeAtMost: left.encodings,
  });
  left.encodings -= found.encoded;
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
