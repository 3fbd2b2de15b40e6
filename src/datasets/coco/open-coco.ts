import type { BenchmarkSource, SourceBox, SourceLabel } from "../benchmark-source";
import { imageSource } from "../image-set";
import { invalidDataset, quoted } from "../invalid-dataset";
import { type MissingImages, presentImages } from "../present-images";
import { readSourceLabels } from "../source-labels";
import { type CocoImage, readCocoInstances } from "./read-coco-instances";

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
 * absent. A crowd's box contains many objects and is left out; its category is present. The images are in the
 * file's order; a label's key is the category's id.
 */
export async function openCoco(set: CocoFiles): Promise<BenchmarkSource> {
  const file = set.instances;
  const { images, categories, annotations } = await readCocoInstances(file);
  const labels = await cocoLabels(categories, set.labels, file);
  const positions = new Map([...categories.keys()].map((id, position) => [id, position]));
  const present = await presentImages(set.images, [...images.values()], set.missing);
  return imageSource({
    format: "coco-instances",
    labels,
    unlisted: "ABSENT",
    protocol: "custom",
    images: present.images,
    remarks: present.remarks,
    labelsOf({ index }) {
      const ofImage = annotations.get(index) ?? [];
      const labels = new Set(ofImage.map(({ categoryId }) => positions.get(categoryId)!));
      const boxes = ofImage.flatMap(({ categoryId, bbox }) =>
        bbox === null ? [] : [inside(images.get(index)!, positions.get(categoryId)!, bbox)],
      );
      return { present: [...labels].sort((a, b) => a - b), absent: [], unknown: [], boxes };
    },
  });
}

/** Boxes are [left, top, width, height]; rounding puts some of them a little over the edge. */
function inside({ width, height }: CocoImage, label: number, [x, y, w, h]: readonly number[]): SourceBox {
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  return {
    label,
    left: within(x!, width),
    top: within(y!, height),
    right: within(x! + w!, width),
    bottom: within(y! + h!, height),
  };
}

async function cocoLabels(
  categories: ReadonlyMap<number, string>,
  listFile: string | undefined,
  file: string,
): Promise<SourceLabel[]> {
  const listed = listFile === undefined ? null : await readSourceLabels(listFile);
  return [...categories].map(([id, name]): SourceLabel => {
    const training = listed?.find((label) => label.name === name)?.training;
    if (listed && training === undefined) {
      const problem = `the category ${quoted(name)} of ${file} is not in it`;
      throw invalidDataset({ file: listFile! }, problem, 'Add it, with "seen" or "unseen".');
    }
    return { key: `${id}`, name, training: training ?? "UNKNOWN" };
  });
}
