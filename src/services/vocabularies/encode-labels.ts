import { LRUCache } from "lru-cache";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { RegionaryError } from "../../errors";
import type { Engine } from "../../inference/engine/engine";
import type { Database } from "../../storage/database/database";
import { fetchPackage } from "../../storage/models/packages";
import type { NewLabelVectors } from "../../storage/vocabularies/label-vectors";
import type { TextSpace } from "../../storage/vocabularies/text-spaces";
import { hasDirection } from "../../vocabulary/has-direction";
import { type LabelToEncode, labelTexts } from "./label-texts";
import { meanDirection } from "./mean-direction";

const KEPT_BYTES = 64 * 1024 * 1024;
/** So many texts are encoded before their labels' vectors are kept: a caller who leaves and comes back goes on from there. */
const TEXTS_AT_ONCE = 256;

/**
 * The vectors of labels in the space of a text encoder, with the texts of each: the mean of their vectors, at length 1.
 * The vectors of recent texts are kept in memory. INVALID_VOCABULARY names the labels whose texts have none. When the
 * signal fires, it rejects with CANCELLED; what was encoded until then is kept.
 */
export type EncodeLabels = (
  space: TextSpace,
  labels: readonly LabelToEncode[],
  options?: SubmitOptions,
) => Promise<Omit<NewLabelVectors, "contentHash">>;

export function createEncodeLabels(db: Database, engine: Engine, cacheDirectory: string): EncodeLabels {
  const kept = new LRUCache<string, Float32Array>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (vector, key) => vector.byteLength + 2 * key.length,
  });
  return async (space, labels, options) => {
    const { id, dimensions, encoder, packageHash } = space;
    const texts = labels.map((label) => labelTexts(label, encoder.templates));
    const keys = texts.map((own) => JSON.stringify([id, ...own]));
    const vectors = new Float32Array(labels.length * dimensions);
    const missing: number[] = [];
    for (const [place, key] of keys.entries()) {
      const known = kept.get(key);
      if (known) vectors.set(known, place * dimensions);
      else missing.push(place);
    }
    // Texts of about equal length are encoded together, so that many have equally many tokens.
    const lengths = texts.map((own) => own.join("").length);
    missing.sort((one, other) => lengths[one]! - lengths[other]!);
    const directory = missing.length > 0 ? await fetchPackage(db, packageHash, cacheDirectory) : "";
    const tower = { key: packageHash, directory, encoder };
    for (const places of someAtOnce(missing, (place) => texts[place]!.length)) {
      const own = places.map((place) => texts[place]!);
      const all = await engine.encodeTexts(tower, own.flat(), options); // [texts, D]
      let start = 0;
      for (const [index, place] of places.entries()) {
        const end = start + own[index]!.length * dimensions;
        const vector = meanDirection(all.subarray(start, end), dimensions);
        vectors.set(vector, place * dimensions);
        if (hasDirection(vector)) kept.set(keys[place]!, vector);
        start = end;
      }
    }
    refuseWithoutDirection(labels, vectors, dimensions);
    return { vectors, origins: texts.map((words) => ({ origin: "ENCODED", words })) };
  };
}

/** The places in groups of about so many texts, at least one place in each. */
function* someAtOnce(places: readonly number[], textsOf: (place: number) => number): Generator<number[]> {
  let group: number[] = [];
  let texts = 0;
  for (const place of places) {
    if (group.length > 0 && texts + textsOf(place) > TEXTS_AT_ONCE) {
      yield group;
      [group, texts] = [[], 0];
    }
    group.push(place);
    texts += textsOf(place);
  }
  if (group.length > 0) yield group;
}

function refuseWithoutDirection(
  labels: readonly LabelToEncode[],
  vectors: Float32Array,
  dimensions: number,
): void {
  const problems = labels.flatMap(({ label }, position) =>
    hasDirection(vectors.subarray(position * dimensions, (position + 1) * dimensions))
      ? []
      : [
          {
            position,
            label,
            reason: "has no text of which the model's text encoder makes a vector",
            nearest: [],
          },
        ],
  );
  const [first] = problems;
  if (!first) return;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `${problems.length} of ${labels.length} labels cannot be used; the first: "${first.label}" ${first.reason}. Write it in words, or give a prompt.`,
    { problems },
  );
}
