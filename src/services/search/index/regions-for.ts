import type { SubmitOptions } from "../../../batcher/batcher-options";
import { isRegionaryError } from "../../../errors";
import { rowsOf } from "../../../model/chain";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { createSharedMemory } from "../../../threads/shared-memory";
import type { ServiceContext } from "../../context";
import { eachInFlight } from "../../work/each-in-flight";
import { patiently } from "../../work/patiently";
import { FINAL_CODES } from "../final-codes";
import type { OpenIndex } from "./open-index";

const READ_TOGETHER = 256;
const ENCODED_AT_ONCE = 64;
/** Pieces of memory that are kept: each is as large as a batch of a search. */
const KEPT_MEMORY = 2;
const memory = createSharedMemory(KEPT_MEMORY);

interface FoundRegions {
  /** float16 [n, P, R] or [n, P + 1, R], as `scoreTogether` takes them; zeros where they cannot be had. */
  readonly regions: Uint16Array<SharedArrayBuffer>;
  /** Which of the n cannot be had now: they were let go, and encoding them again was not allowed or is not possible. */
  readonly missing: readonly number[];
  /** Those of them that cannot be had later either. */
  readonly lost: ReadonlySet<number>;
  /** How many were encoded again, or tried to be. */
  readonly encoded: number;
  /** Lets the memory be used again: nobody may read it any more. */
  giveBack(): void;
}

export interface RegionsOptions extends SubmitOptions {
  /** How many images may be encoded again, because their regions were let go. */
  readonly encodeAtMost: number;
}

/** The regions of images at some positions of an index: from the cache, the others encoded again as far as allowed. */
export async function regionsFor(
  { models, regions: store }: Pick<ServiceContext, "models" | "regions">,
  index: Pick<OpenIndex, "files">,
  model: ModelVersionRow,
  positions: readonly number[],
  { encodeAtMost, ...options }: RegionsOptions,
): Promise<FoundRegions> {
  const { description } = await models.loaded(model);
  const length = rowsOf(description) * description.grid.regionSize;
  const ids = index.files.imageIds(positions);
  const bytes = Uint16Array.BYTES_PER_ELEMENT * length * ids.length;
  const regions = new Uint16Array(memory.take(bytes));
  const giveBack = () => memory.giveBack(regions.buffer);
  const missing = new Set<number>();
  const lost = new Set<number>();
  for (let from = 0; from < ids.length; from += READ_TOGETHER) {
    options.signal?.throwIfAborted();
    const some = ids.slice(from, from + READ_TOGETHER);
    const places = regions.subarray(from * length, (from + some.length) * length);
    for (const n of await store.copyMany(model, some, places)) missing.add(from + n);
  }
  const encode = async (n: number) => {
    const request = { ...options, isIndexed: true } as const;
    const copy = async (found: Uint16Array) => regions.set(found, n * length);
    try {
      await patiently(() => store.withRegions(model, ids[n]!, request, copy), options.signal);
      missing.delete(n);
    } catch (error) {
      if (!isRegionaryError(error) || !FINAL_CODES.has(error.code)) throw error;
      lost.add(n);
    }
  };
  const encoded = [...missing].slice(0, encodeAtMost);
  await eachInFlight(encoded, ENCODED_AT_ONCE, () => !options.signal?.aborted, encode);
  options.signal?.throwIfAborted();
  for (const n of missing) regions.fill(0, n * length, (n + 1) * length);
  return { regions, missing: [...missing], encoded: encoded.length, lost, giveBack };
}
