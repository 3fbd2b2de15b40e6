import { z } from "zod";
import { entryProblem } from "../entry-problem";
import { invalidDataset, type Place, quoted } from "../invalid-dataset";
import type { JsonEntry, JsonKind } from "../reading/json-entry-parser";
import { readJsonEntries } from "../reading/read-json-entries";
import { annotationShape, categoryShape, imageShape, READ_FIELDS } from "./coco-shapes";
import { otherTask, refuseOtherKinds } from "./refuse-other-kinds";

export interface CocoImage {
  /** As the file has it. */
  readonly name: string;
  /** Its position among the file's images. */
  readonly place: number;
  /** Null if the file does not know it. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** The categories that were looked for on it and not found, where the file says so (LVIS). */
  readonly absent: readonly string[] | null;
  /** The categories that are on it without an annotation (Detic). */
  readonly present: readonly string[] | null;
}

export interface CocoCategory {
  readonly name: string;
  readonly supercategory: string | null;
}

export interface CocoAnnotation {
  /** Its position among the file's annotations. */
  readonly place: number;
  readonly categoryId: string;
  readonly isCrowd: boolean;
  /** Left, top, width, height; null if it has none. */
  readonly bbox: readonly number[] | null;
}

/** What a file of instances says, by the file's own ids, in its order. */
export interface CocoInstances {
  readonly images: ReadonlyMap<string, CocoImage>;
  readonly categories: ReadonlyMap<string, CocoCategory>;
  /** By image; those of images that the file does not list are not among them. */
  readonly annotations: ReadonlyMap<string, readonly CocoAnnotation[]>;
  readonly annotationCount: number;
  /** How many are of images that the file does not list. */
  readonly strayCount: number;
}

/** Reads a file of instances in one pass; segmentations, its largest part, are never kept. */
export async function readCocoInstances(file: string): Promise<CocoInstances> {
  const images = new Map<string, CocoImage>();
  const categories = new Map<string, CocoCategory>();
  const annotations = new Map<string, CocoAnnotation[]>();
  const sections = new Map<string, JsonKind>();
  let annotationCount = 0;
  const parts = {
    paths: ["$.images.*", "$.categories.*", "$.annotations.*"],
    fields: READ_FIELDS,
    onSection: (key: string, kind: JsonKind) => sections.set(key, kind),
  };
  for await (const entry of readJsonEntries(file, parts)) {
    if (typeof entry.keys[1] !== "number") continue; // of an object, which is refused below
    const at = `${entry.keys[0]}[${entry.keys[1]}]`;
    if (entry.keys[0] === "images") {
      const { id, ...image } = cocoImage(entry, file, at);
      if (images.has(id)) throw repeated({ file, at }, id);
      images.set(id, image);
    } else if (entry.keys[0] === "categories") {
      const { id, name, supercategory } = parse(categoryShape, entry, file, at);
      if (categories.has(id)) throw repeated({ file, at }, id);
      categories.set(id, { name, supercategory: typeof supercategory === "string" ? supercategory : null });
    } else {
      const { image_id, category_id, bbox, iscrowd } = parse(annotationShape, entry, file, at);
      const place = annotationCount++;
      const annotation = { place, categoryId: category_id, isCrowd: iscrowd, bbox };
      const ofImage = annotations.get(image_id);
      if (ofImage) ofImage.push(annotation);
      else annotations.set(image_id, [annotation]);
    }
  }
  refuseOtherKinds(file, sections);
  if (images.size === 0 || categories.size === 0) {
    const problem = `expected "images", "annotations" and "categories", but found ${images.size} images and ${categories.size} categories`;
    throw invalidDataset({ file }, problem, "Give a COCO file of instances.");
  }
  const strayCount = removeStrays(annotations, images);
  if (annotationCount > 0 && strayCount === annotationCount) {
    const problem = `none of its ${annotationCount} annotations is of an image that it lists`;
    throw invalidDataset({ file }, problem, "Give annotations and images of the same ids.");
  }
  const instances = { images, categories, annotations, annotationCount, strayCount };
  refuseWrongCategories(file, instances);
  return instances;
}

function cocoImage(entry: JsonEntry, file: string, at: string): CocoImage & { id: string } {
  const image = parse(imageShape, entry, file, at);
  const { id, width, height, neg_category_ids, pos_category_ids } = image;
  const name = [image.file_name, image.path, image.coco_url].find(Boolean);
  if (!name) {
    const problem = "expected the picture's name in file_name (or path or coco_url), but there is none";
    throw invalidDataset({ file, at }, problem, "Add it.");
  }
  const size = width !== null && height !== null ? { width, height } : null;
  return {
    ...{ id, name, place: Number(entry.keys[1]), size },
    ...{ absent: neg_category_ids ?? null, present: pos_category_ids ?? null },
  };
}

/** Removes the annotations of images that are not listed; returns how many. */
function removeStrays(
  annotations: Map<string, CocoAnnotation[]>,
  images: ReadonlyMap<string, CocoImage>,
): number {
  let count = 0;
  for (const [imageId, ofImage] of annotations) {
    if (images.has(imageId)) continue;
    count += ofImage.length;
    annotations.delete(imageId);
  }
  return count;
}

/** What is said of categories must be of those that the file has, and must not contradict itself. */
function refuseWrongCategories(file: string, { images, categories, annotations }: CocoInstances): void {
  const unknown = (at: string, id: string) => {
    const problem = `it is of the category ${id}, which the file does not have`;
    return invalidDataset({ file, at }, problem, "Correct or remove it.");
  };
  for (const ofImage of annotations.values()) {
    const stray = ofImage.find(({ categoryId }) => !categories.has(categoryId));
    if (stray) throw unknown(`annotations[${stray.place}]`, stray.categoryId);
  }
  for (const [id, { place, absent, present }] of images) {
    const at = `images[${place}], neg_category_ids or pos_category_ids`;
    const stray = [...(absent ?? []), ...(present ?? [])].find((id) => !categories.has(id));
    if (stray !== undefined) throw unknown(at, stray);
    const seen = new Set([...(present ?? []), ...(annotations.get(id) ?? []).map((one) => one.categoryId)]);
    const both = absent?.find((id) => seen.has(id));
    if (both === undefined) continue;
    const problem = `the category ${both} is both on the image and not`;
    throw invalidDataset({ file, at }, problem, "Keep one of the two.");
  }
}

function parse<T>(shape: z.ZodType<T>, entry: JsonEntry, file: string, at: string): T {
  const parsed = shape.safeParse(entry.value);
  if (parsed.success) return parsed.data;
  const task = entry.keys[0] === "annotations" ? otherTask(Object(entry.value)) : null;
  if (task !== null) {
    const problem = `expected COCO's instances, but its annotations are of ${task}`;
    throw invalidDataset(
      { file, at },
      problem,
      "Give the file of instances, whose annotations have category_id and bbox.",
    );
  }
  const problem = `this entry is not as COCO has it: ${entryProblem(parsed.error)}`;
  throw invalidDataset({ file, at }, problem, "Correct or remove the entry.");
}

function repeated(place: Place, what: string) {
  return invalidDataset(place, `${quoted(what)} comes twice`, "Leave one of them out.");
}
