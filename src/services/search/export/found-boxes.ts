import { isRegionaryError } from "../../../errors";
import type { ServiceContext } from "../../context";
import { patiently } from "../../work/patiently";
import { foundRegions } from "../found-regions";
import type { SearchedTerm, SearchPage } from "../search-page";
import type { FoundBox } from "./found-image";

type Context = Pick<ServiceContext, "db" | "regions" | "models">;

/**
 * Where the labels of a search are in an image that it found; null where its regions cannot be had: one damaged picture
 * must not end an export.
 */
export async function foundBoxes(
  context: Context,
  page: Pick<SearchPage, "model" | "terms">,
  imageId: string,
): Promise<ReadonlyMap<SearchedTerm, readonly FoundBox[]> | null> {
  try {
    const found = await patiently(() => foundRegions(context, page, imageId));
    return new Map(
      found.map(({ term, regions }) => [
        term,
        regions.boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom] as const),
      ]),
    );
  } catch (error) {
    if (isRegionaryError(error)) return null;
    throw error;
  }
}
