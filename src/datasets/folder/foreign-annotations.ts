import { invalidDataset, type Place } from "../invalid-dataset";

interface Habit {
  /** Whose files they are, and what is in them. */
  readonly what: string;
  readonly advice: string;
}

const AS_COCO = "export COCO (object detection) there, and give it to benchmarks import coco.";
const VOC: Habit = {
  what: "Pascal VOC's annotations, an XML file for each picture",
  advice: `Where they were drawn (CVAT, Label Studio, Roboflow), ${AS_COCO}`,
};
const YOLO: Habit = {
  what: "YOLO's annotations, a text file for each picture",
  advice: `Where they were drawn (CVAT, Label Studio, Roboflow), ${AS_COCO}`,
};
const VIA: Habit = {
  what: "annotations of VIA (VGG Image Annotator)",
  advice:
    "In VIA, choose Annotation, Export Annotations (COCO format), and give it to benchmarks import coco.",
};
const COCO: Habit = { what: "COCO's instances", advice: "Give it to benchmarks import coco." };
const LABELME: Habit = {
  what: "annotations of labelme, a JSON file for each picture",
  advice: "Convert the folder with labelme2coco, and give the result to benchmarks import coco.",
};
const LABEL_STUDIO: Habit = { what: "Label Studio's own JSON", advice: `Instead, ${AS_COCO}` };
const CREATE_ML: Habit = { what: "CreateML's annotations", advice: `Where they were drawn, ${AS_COCO}` };
const METADATA: Habit = {
  what: "metadata of an image folder of Hugging Face",
  advice: "Write labels.json or labels.csv from it: docs/benchmark-sets.md has their forms.",
};

/** By the path below the folder. */
const FILES: readonly (readonly [RegExp, Habit])[] = [
  [/^(?:annotations\/)?(?:_annotations\.coco|instances[^/]*|annotations|result)\.json$/i, COCO],
  [/^(?:[^/]+\/)?[^/]+\.xml$/i, VOC],
  [/^(?:data\.ya?ml|dataset\.ya?ml|classes\.txt|obj\.names|_darknet\.labels)$/i, YOLO],
  [/^labels\/(?:[^/]+\/)?[^/]+\.txt$/i, YOLO],
  [/^via_[^/]*\.(?:json|csv)$/i, VIA],
  [/^metadata\.(?:jsonl|csv|parquet)$/i, METADATA],
];

/** INVALID_DATASET for a labels file that is surely a tool's own, by its name. */
export function refuseForeignName(file: string): void {
  const habit = /\.xml$/i.test(file) ? VOC : /\.txt$/i.test(file) ? YOLO : null;
  if (habit) throw foreign({ file }, habit);
}

/** INVALID_DATASET for a folder that has a tool's own annotations instead of labels. */
export function refuseForeignFolder(folder: string, names: readonly string[]): void {
  for (const [pattern, habit] of FILES) {
    const at = names.find((name) => pattern.test(name));
    if (at !== undefined) throw foreign({ file: folder, at }, habit);
  }
}

/** INVALID_DATASET for an entry of a JSON file that is surely a tool's own. */
export function refuseForeignEntry(place: Place, key: string | number, value: unknown): void {
  const has = (...fields: string[]) =>
    typeof value === "object" && value !== null && fields.every((field) => field in value);
  if (typeof key === "number") {
    if (has("data")) throw foreign(place, LABEL_STUDIO);
    if (has("image", "annotations")) throw foreign(place, CREATE_ML);
    return;
  }
  if (key.startsWith("_via_") || has("filename", "regions")) throw foreign(place, VIA);
  if (["images", "categories", "annotations"].includes(key) && Array.isArray(value) && !isText(value[0]))
    throw foreign(place, COCO);
  if (["imagePath", "imageData"].includes(key)) throw foreign(place, LABELME);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function foreign(place: Place, { what, advice }: Habit) {
  return invalidDataset(place, `expected labels.json or labels.csv, but these are ${what}`, advice);
}
