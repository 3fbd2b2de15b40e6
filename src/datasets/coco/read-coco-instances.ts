import { z } from "zod";
import { imageName } from "../image-path";
import { invalidDataset, quoted } from "../invalid-dataset";
import type { WantedImage } from "../present-images";
import { type JsonEntry, readJsonEntries } from "../reading/read-json-entries";

const id = z.int();
const side = z.int().min(1).max(65_535);
const imageShape = z.object({ id, file_name: z.string(), width: side, height: side });
const categoryShape = z.object({ id, name: z.string().min(1) });
const annotationShape = z.object({
  image_id: id,
  category_id: id,
  bbox: z.tuple([z.number(), z.number(), z.number().min(0), z.number().min(0)]).optional(),
  iscrowd: z.union([z.literal(0), z.literal(1)]).optional(),
});

export interface CocoImage extends WantedImage {
  readonly width: number;
  readonly height: number;
}

interface CocoAnnotation {
  /** Its position among the file's annotations. */
  readonly place: number;
  readonly categoryId: number;
  /** Left, top, width, height; null for a crowd, whose box holds many objects. */
  readonly bbox: readonly number[] | null;
}

/** What a file of instances says, by the file's own ids, in its order. */
interface CocoInstances {
  readonly images: ReadonlyMap<number, CocoImage>;
  readonly categories: ReadonlyMap<number, string>;
  readonly annotations: ReadonlyMap<number, readonly CocoAnnotation[]>;
}

/** Reads a file of instances in one pass; segmentations, its largest part, are never kept. */
export async function readCocoInstances(file: string): Promise<CocoInstances> {
  const images = new Map<number, CocoImage>();
  const categories = new Map<number, string>();
  const annotations = new Map<number, CocoAnnotation[]>();
  const names = new Set<string>();
  for await (const entry of readJsonEntries(file, ["$.images.*", "$.categories.*", "$.annotations.*"])) {
    const at = `${entry.keys[0]}[${entry.keys[1]}]`;
    if (entry.keys[0] === "images") {
      const { id, file_name, width, height } = parse(imageShape, entry, file, at);
      const name = imageName(file_name, { file, at });
      if (images.has(id) || names.has(name)) throw repeated(file, at, images.has(id) ? id : name);
      names.add(name);
      images.set(id, { name, index: id, files: [name], place: { file, at }, width, height });
    } else if (entry.keys[0] === "categories") {
      const { id, name } = parse(categoryShape, entry, file, at);
      if (categories.has(id)) throw repeated(file, at, id);
      categories.set(id, name);
    } else {
      const { image_id, category_id, bbox, iscrowd } = parse(annotationShape, entry, file, at);
      const box = iscrowd === 1 || bbox === undefined ? null : bbox;
      const ofImage = annotations.get(image_id) ?? [];
      ofImage.push({ place: Number(entry.keys[1]), categoryId: category_id, bbox: box });
      annotations.set(image_id, ofImage);
    }
  }
  if (images.size === 0 || categories.size === 0) {
    const problem = `expected "images", "annotations" and "categories", but found ${images.size} images and ${categories.size} categories`;
    throw invalidDataset({ file }, problem, "Give a COCO file of instances.");
  }
  for (const [imageId, ofImage] of annotations) {
    const unknown = ofImage.find(({ categoryId }) => !categories.has(categoryId));
    if (images.has(imageId) && !unknown) continue;
    const what = images.has(imageId) ? `category ${unknown!.categoryId}` : `image ${imageId}`;
    const problem = `it is of the ${what}, which the file does not have`;
    throw invalidDataset(
      { file, at: `annotations[${(unknown ?? ofImage[0]!).place}]` },
      problem,
      "Correct or remove it.",
    );
  }
  return { images, categories, annotations };
}

function parse<T>(shape: z.ZodType<T>, entry: JsonEntry, file: string, at: string): T {
  const parsed = shape.safeParse(entry.value);
  if (parsed.success) return parsed.data;
  const problem = `expected an entry as COCO has it, but ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`;
  throw invalidDataset({ file, at }, problem, "Correct or remove the entry.");
}

function repeated(file: string, at: string, what: number | string) {
  return invalidDataset({ file, at }, `${quoted(`${what}`)} comes twice`, "Leave one of them out.");
}
