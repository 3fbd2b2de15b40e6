import { toGlobalId } from "../../global-id";
import type { FoundImage } from "./found-image";

/** COCO's categories: the labels that were looked for, from 1 on. */
export const cocoCategories = (labels: readonly string[]) =>
  labels.map((name, position) => ({ id: position + 1, name }));

/**
 * COCO's record of an image that was found: numbered by its rank, with its path below the folder that was added, or
 * else its id, as `file_name`.
 */
export const cocoImage = ({ rank, image }: FoundImage) => ({
  ...{ id: rank, file_name: image.path ?? image.name ?? toGlobalId("Image", image.id) },
  ...{ width: image.width, height: image.height, regionary_id: toGlobalId("Image", image.id) },
});

/**
 * COCO's annotations of an image that was found, numbered from `firstId` on: one for each box of each label. A label
 * without a box has none, for an annotation without one means something else to most programs.
 */
export function cocoAnnotations({ rank, labels }: FoundImage, names: readonly string[], firstId: number) {
  return labels
    .flatMap(({ label, score, probability, boxes }) =>
      (boxes ?? []).map(([left, top, right, bottom]) => ({
        ...{ image_id: rank, category_id: names.indexOf(label) + 1 },
        ...{ bbox: [left, top, right - left, bottom - top], area: (right - left) * (bottom - top) },
        ...{ iscrowd: 0, score, ...(probability === null ? {} : { probability }) },
      })),
    )
    .map((annotation, position) => ({ id: firstId + position, ...annotation }));
}
