import type { BenchmarkSource, SourceBox } from "../benchmark-source";
import { imageName } from "../image-path";
import { imageSource } from "../image-set";
import type { ImageLabels } from "../label-rows";
import { type MissingImages, presentImages, type WantedImage } from "../present-images";
import { refuseRelativeBoxes } from "../refuse-relative-boxes";
import { boxInside } from "./box-inside";
import { cocoLabels } from "./coco-labels";
import { cocoRemarks } from "./coco-remarks";
import { type CocoAnnotation, type CocoImage, readCocoInstances } from "./read-coco-instances";

interface CocoFiles {
  /** `instances_val2017.json`. */
  readonly instances: string;
  /** Where the pictures are, by their `file_name`. */
  readonly images: string;
  /** Which categories are seen: "name, tab, seen or unseen" a line. */
  readonly labels?: string;
  readonly missing?: MissingImages;
}

/**
 * COCO's instances. All images were searched for all categories, so a category without an annotation is
 * absent; unless the file says of its images what was searched for (LVIS), where all else is unknown. A crowd's box
 * contains many objects and is left out, as is one without area; its category is present. The images are in the
 * file's order; a label's key is the category's id.
 */
export async function openCoco(set: CocoFiles): Promise<BenchmarkSource> {
  const file = set.instances;
  const instances = await readCocoInstances(file);
  refuseRelativeBoxes(
    file,
    [...instances.annotations.values()].flat().flatMap(({ bbox }) => (bbox && boxInside(null, bbox)) ?? []),
  );
  const { labels, groups } = await cocoLabels(instances, set.labels, file);
  const positions = new Map(labels.map(({ key }, position) => [key, position]));
  const images = [...instances.images];
  const wanted = images.map(([, { name, place }], index): WantedImage => {
    const at = { file, at: `images[${place}]` };
    imageName(name, at);
    return { index, files: [name], place: at };
  });
  const present = await presentImages(set.images, wanted, set.missing);
  const isFederated = images.some(([, { absent, present }]) => absent !== null || present !== null);
  return imageSource({
    format: "coco-instances",
    labels,
    unlisted: isFederated ? "UNKNOWN" : "ABSENT",
    protocol: "custom",
    images: present.images,
    labelsOf({ index }) {
      const [id, image] = images[index]!;
      const place = { file, at: `images[${image.place}]` };
      const labels = labelsOf(image, instances.annotations.get(id) ?? [], positions);
      return { ...labels, stated: { size: image.size, place } };
    },
    remarks: [...present.remarks, ...cocoRemarks(instances, groups)],
  });
}

function labelsOf(
  { size, ...said }: CocoImage,
  annotations: readonly CocoAnnotation[],
  positions: ReadonlyMap<string, number>,
): ImageLabels & { readonly boxes: readonly SourceBox[] } {
  const those = (ids: readonly string[]) =>
    [...new Set(ids.map((id) => positions.get(id)!))].sort((a, b) => a - b);
  const present = those([...annotations.map(({ categoryId }) => categoryId), ...(said.present ?? [])]);
  const boxes = annotations.flatMap(({ categoryId, isCrowd, bbox }) => {
    const box = bbox === null || isCrowd ? null : boxInside(size, bbox);
    return box ? [{ label: positions.get(categoryId)!, ...box }] : [];
  });
  return { present, absent: those(said.absent ?? []), unknown: [], boxes };
}
