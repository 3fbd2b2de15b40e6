import { RegionaryError } from "../../errors";
import type { Remark } from "../../remark";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import type { ImageFilter } from "../../storage/images/list-images";
import { tagKey } from "../../storage/images/tag-key";
import { listTaggedImages, listTagWords, type TaggedImage } from "../../storage/images/tagged-images";
import { cleanWord } from "../tags/clean-tags";
import { importBenchmarkSet } from "./import-benchmark-set";
import type { ImportItem, ImportSource } from "./import-source";

/** Together with what is said of them they are in memory at once. */
const MAX_IMAGES = 100_000;
const MAX_TAGS = 20_000;
const MAX_EXAMPLES = 5;

interface SetFromTags {
  readonly name: string;
  /** Which tags become labels; null for all that the images have. */
  readonly tags: readonly string[] | null;
  readonly filter: ImageFilter;
  /** Whether tags of predictions that no person has confirmed are left out. */
  readonly onlyByHand: boolean;
  /** What a label is for an image that is not tagged with it, and of which nobody said that it is not in it. */
  readonly unlisted: "ABSENT" | "UNKNOWN";
}

/**
 * Makes a benchmark set of what people said of images: a label is present where it is a tag, and absent where a person
 * corrected it. It has the images that meet a filter of which anything was said. Repeating it changes nothing while that
 * is as it was.
 */
export async function benchmarkSetFromTags(
  db: Database,
  { name, tags, unlisted, ...of }: SetFromTags,
): Promise<{ set: BenchmarkSetRow; alreadyStored: boolean }> {
  const labels = await labelsOf(db, of, tags);
  const places = new Map([...labels.keys()].map((key, place) => [key, place]));
  const found = await listTaggedImages(db, of, [...labels.keys()], MAX_IMAGES + 1);
  if (found.length > MAX_IMAGES)
    throw invalid(`A set of tagged images can have ${MAX_IMAGES}, and more meet the filter. Narrow it.`);
  // Where what is not listed is unknown, an image says nothing by having other tags.
  const images =
    unlisted === "ABSENT"
      ? found
      : found.filter(({ tags, corrections }) => tags.length + corrections.length > 0);
  const placesOf = (keys: readonly string[]) => keys.map((key) => places.get(key)!).sort((a, b) => a - b);
  const source: ImportSource = {
    ...{ format: "stored-images", kind: "IMAGES", protocol: "custom", unlisted },
    count: images.length,
    labels: [...labels.values()].map((label) => ({ key: label, name: label, training: "UNKNOWN" })),
    remarks: remarksOn(images, labels),
    async *items(from) {
      for (const { id, sha256, tags, corrections } of images.slice(from)) {
        const content = { kind: "stored", imageId: id, sha256 } as const;
        const item: ImportItem = {
          ...{ name: id, present: placesOf(tags), absent: placesOf(corrections), unknown: [], content },
        };
        yield item;
      }
    },
    close: async () => {},
  };
  return importBenchmarkSet(db, { name, source }, { allOrNothing: true });
}

/** The labels by the words that they are compared by. INVALID_INPUT for a tag that no image has, and where there are no tags. */
async function labelsOf(
  db: Database,
  of: Pick<SetFromTags, "filter" | "onlyByHand">,
  tags: readonly string[] | null,
): Promise<Map<string, string>> {
  const words = await listTagWords(db, of, MAX_TAGS + 1);
  if (words.length === 0)
    throw invalid("No image that meets the filter has a tag. Tag some first, or choose another filter.");
  if (tags === null) {
    if (words.length <= MAX_TAGS) return new Map(words.map(({ key, tag }) => [key, tag]));
    throw invalid(
      `A set can have ${MAX_TAGS} labels, and the images have more tags. Name those that matter.`,
    );
  }
  const labels = new Map(tags.map((tag) => cleanWord("tag", tag)).map((tag) => [tagKey(tag), tag]));
  const known = new Set(words.map(({ key }) => key));
  const missing = [...labels].flatMap(([key, tag]) => (known.has(key) ? [] : [`"${tag}"`]));
  if (labels.size === 0) throw invalid("`tags` must name a tag, or be left out for all.");
  if (missing.length === 0) return labels;
  throw invalid(
    `No image that meets the filter is tagged with ${missing.slice(0, MAX_EXAMPLES).join(", ")}${missing.length > MAX_EXAMPLES ? ", …" : ""}. Correct the tags, or choose another filter.`,
  );
}

/** Truth that no person has seen must be known as that. */
function remarksOn(images: readonly TaggedImage[], labels: ReadonlyMap<string, string>): Remark[] {
  const predicted = images.flatMap((image) => image.predicted);
  if (predicted.length === 0) return [];
  const count = predicted.length;
  const all = images.reduce((sum, { tags }) => sum + tags.length, 0);
  const message = `${count} of ${all} labels of images are tags that predictions put there and no person has confirmed: a model that is measured by its own is measured too well.`;
  const examples = [...new Set(predicted)].slice(0, MAX_EXAMPLES).map((key) => labels.get(key)!);
  return [{ code: "PREDICTED_TAGS", message, count, examples }];
}

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);
