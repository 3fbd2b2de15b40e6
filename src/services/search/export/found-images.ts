import type { ImageRow } from "../../../storage/images/images";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { SearchPage } from "../search-page";
import type { LabelSearch } from "../search-request";
import type { FoundBox, FoundImage } from "./found-image";

/** Regions that were let go of are made again, several at a time. */
const IMAGES_AT_ONCE = 8;

interface Wanted {
  /** Those that were looked for. */
  readonly labels: readonly LabelSearch[];
  /** The boxes of each of these in an image; null where none are wanted. */
  readonly boxesOf: ((model: ModelVersionRow, imageId: string) => Promise<FoundBox[][] | null>) | null;
  readonly fileOf: (image: ImageRow) => string | null;
}

/** The images on the pages of a search, with what an export says of them. */
export async function* foundImages(
  pages: AsyncIterable<SearchPage>,
  { labels, boxesOf, fileOf }: Wanted,
): AsyncGenerator<FoundImage> {
  for await (const { edges, terms, model } of pages) {
    const places = labels.map((label) => terms.findIndex((term) => isSame(term, label)));
    for (let at = 0; at < edges.length; at += IMAGES_AT_ONCE) {
      const some = edges.slice(at, at + IMAGES_AT_ONCE);
      const boxes = boxesOf && (await Promise.all(some.map(({ image }) => boxesOf(model, image.id))));
      for (const [index, { rank, image, score, probability, terms: found }] of some.entries()) {
        yield {
          ...{ rank, image, score, probability, file: fileOf(image) },
          labels: places.map((place, label) => ({
            label: labels[label]!.label,
            ...found[place]!,
            ...(boxes && { boxes: boxes[index]?.[label] ?? null }),
          })),
        };
      }
    }
  }
}

type Named = Pick<LabelSearch, "prompt" | "vocabularyId"> & { readonly label: string | null };

const isSame = (one: Named, other: Named): boolean =>
  one.label === other.label && one.prompt === other.prompt && one.vocabularyId === other.vocabularyId;
