import type { ImageRow } from "../../../storage/images/images";
import type { ServiceContext } from "../../context";
import type { SearchPage } from "../search-page";
import { foundBoxes } from "./found-boxes";
import type { FoundImage } from "./found-image";

/** Regions that were let go of are made again, several at a time. */
const IMAGES_AT_ONCE = 8;

interface Wanted {
  /** The places of the labels that were looked for among the search's terms. */
  readonly terms: readonly number[];
  /** Whether to find their boxes. */
  readonly boxes: boolean;
  readonly fileOf: (image: ImageRow) => string | null;
  /** How many images at most. */
  readonly limit: number;
}

/** The images on the pages of a search, with what an export says of them. */
export async function* foundImages(
  context: Pick<ServiceContext, "db" | "regions" | "models">,
  pages: AsyncIterable<Pick<SearchPage, "edges" | "terms" | "model">>,
  { terms: wanted, boxes, fileOf, limit }: Wanted,
): AsyncGenerator<FoundImage> {
  let left = limit;
  for await (const page of pages) {
    const edges = page.edges.slice(0, left);
    left -= edges.length;
    for (let at = 0; at < edges.length; at += IMAGES_AT_ONCE) {
      const some = edges.slice(at, at + IMAGES_AT_ONCE);
      const places =
        boxes && (await Promise.all(some.map(({ image }) => foundBoxes(context, page, image.id))));
      for (const [index, { rank, image, score, probability, terms }] of some.entries()) {
        const labels = wanted.map((place) => {
          const term = page.terms[place]!;
          return {
            ...{ label: term.label ?? "", ...terms[place]! },
            ...(places && { boxes: places[index]?.get(term) ?? null }),
          };
        });
        yield { rank, image, score, probability, labels, file: fileOf(image) };
      }
    }
  }
}
