import { RegionaryError } from "../../errors";
import { imageFilterOf } from "../../schema/images/image-list";
import type { ChosenImagesInput } from "../../schema/tags/change-tags";
import type { ServiceContext } from "../../services/context";
import { fromGlobalId } from "../../services/global-id";
import { foundIds } from "../../services/search/export/found-ids";
import type { ChosenImages } from "../../services/tags/chosen-images";

/** The images that an input means; INVALID_INPUT unless it says it in one way. */
export function chosenImages(
  services: ServiceContext,
  { imageIds, filter, found }: ChosenImagesInput,
  signal: AbortSignal | undefined,
): ChosenImages {
  const ways = [imageIds, filter, found].filter((way) => way != null).length;
  if (ways !== 1)
    throw new RegionaryError(
      "INVALID_INPUT",
      `Say which images by one of \`imageIds\`, a \`filter\` and \`found\`; got ${ways} of them.`,
    );
  if (imageIds) return { ids: imageIds.map((id) => fromGlobalId("Image", id)) };
  if (filter) return { filter: imageFilterOf(filter) };
  const { searchId, first = null } = found!;
  return { found: () => foundIds(services, { searchId, first, signal }) };
}
