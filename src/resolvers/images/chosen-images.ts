import { RegionaryError } from "../../errors";
import type { ChosenImagesInput } from "../../schema/images/chosen-images";
import { imageFilterOf } from "../../schema/images/image-list";
import { fromGlobalId } from "../../services/global-id";
import type { ChosenImages } from "../../services/images/chosen-images";

/** The images that an input chooses: by their ids, or by a filter. */
export function chosenImages({ imageIds, filter }: ChosenImagesInput): ChosenImages {
  if (imageIds && !filter) return { ids: imageIds.map((id) => fromGlobalId("Image", id)) };
  if (filter && !imageIds) return { filter: imageFilterOf(filter) };
  throw eitherOr("`imageIds` or a `filter`", imageIds != null);
}

/** Of two inputs that exclude each other, both were given, or neither. */
export const eitherOr = (what: string, isBoth: boolean) =>
  new RegionaryError("INVALID_INPUT", `Give either ${what}; got ${isBoth ? "both" : "neither"}.`);
