import type { ImageRow } from "../../../storage/images/images";
import type { SearchPage } from "../search-page";
import type { BoxesOf } from "./box-finder";
import type { FoundImage } from "./found-image";

/** Regions that were let go of are made again, several at a time. */
const IMAGES_AT_ONCE = 8;

interface Wanted {
  /** The places of the labels that were looked for among the search's terms. */
  readonly terms: readonly number[];
  /** Where the labels are; null where that is not wanted. */
  readonly boxesOf: BoxesOf | null;
  readonly fileOf: (image: ImageRow) => string | null;
  /** How many at most. */
  readonly limit: number;
}

/** The images on the pages of a search, with what an export says of them. */
export async function* foundImages(
  pages: AsyncIterable<SearchPage>,
  { terms: wanted, boxesOf, fileOf, limit }: Wanted,
): AsyncGenerator<FoundImage> {
  let left = limit;
  for await (const { edges: found, terms } of pages) {
    const edges = found.slice(0, left);
    left -= edges.length;
    for (let at = 0; at < edges.length; at += IMAGES_AT_ONCE) {
      const some = edges.slice(at, at + IMAGES_AT_ONCE);
      const boxes = boxesOf && (await Promise.all(some.map(({ image }) => boxesOf(image.id))));
      for (const [index, { rank, image, score, probability, terms: each }] of some.entries()) {
        const labels = wanted.map((place, label) => ({
          ...{ label: terms[place]?.label ?? "", ...each[place]! },
          ...(boxes && { boxes: boxes[index]?.[label] ?? null }),
        }));
        yield { rank, image, score, probability, labels, file: fileOf(image) };
      }
    }
  }
}
