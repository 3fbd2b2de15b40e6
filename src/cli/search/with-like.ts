import { RegionaryError } from "../../errors";
import { fromGlobalId } from "../../services/global-id";
import { addImage } from "../../services/images/add-image";
import { readPicture } from "../../services/images/read-picture";
import { removeUnusedImages } from "../../services/remove";
import type { SearchEdge, SearchPage } from "../../services/search/search-page";
import { isFile } from "../option-values";
import type { Workplace } from "../with-database";

/** A picture that others are compared with. */
export interface LikePicture {
  readonly imageId: string;
  /** Whether it is stored for this search alone, and none of what can be found. */
  readonly isGuest: boolean;
}

/** Runs `work` with the picture of a file or an id; one that was not stored is stored meanwhile. */
export async function withLike<T>(
  { db }: Pick<Workplace, "db">,
  given: string | undefined,
  work: (like: LikePicture | null) => Promise<T>,
): Promise<T> {
  if (given === undefined) return work(null);
  if (!(await isFile(given))) return work({ imageId: imageNamed(given), isGuest: false });
  const bytes = await readPicture(given);
  const { image, alreadyStored } = await addImage(db, { bytes, addedByPerson: false });
  try {
    return await work({ imageId: image.id, isGuest: !alreadyStored });
  } finally {
    if (!alreadyStored) await removeUnusedImages(db, [image.id]);
  }
}

function imageNamed(id: string): string {
  try {
    return fromGlobalId("Image", id);
  } catch {
    throw new RegionaryError(
      "NOT_FOUND",
      `--like takes a picture file or the id of a stored picture, as regionary images list shows it: there is no file ${id}, and it is no such id.`,
    );
  }
}

/**
 * The pages of a search without the picture that is stored for it alone, which is counted where all stored pictures are
 * looked at.
 */
export async function* withoutGuest(
  pages: AsyncIterable<SearchPage>,
  { imageId }: LikePicture,
  isCounted: boolean,
): AsyncGenerator<SearchPage> {
  let passed = 0;
  for await (const page of pages) {
    const edges: SearchEdge[] = [];
    for (const edge of page.edges) {
      if (edge.image.id === imageId) passed = 1;
      else edges.push({ ...edge, rank: edge.rank - passed });
    }
    const guests = isCounted ? 1 : 0;
    const { found, atMost, isExact } = page.total;
    yield { ...page, edges, total: { found: found - guests, atMost: atMost - guests, isExact } };
  }
}
