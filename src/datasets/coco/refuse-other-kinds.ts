import { invalidDataset } from "../invalid-dataset";
import type { JsonKind } from "../reading/json-entry-parser";

/** The values of a file's outermost object, and of the file itself under "$". */
export type Sections = ReadonlyMap<string, JsonKind>;

const EXPORT = "export them as COCO's instances (object detection)";

/** Tools' own files, by a key that only they have. */
const OWN_FILES: readonly [key: string, what: string, advice: string][] = [
  [
    "_via_img_metadata",
    "a project of the VGG Image Annotator (VIA)",
    "In VIA, choose Annotation, Export Annotations (COCO format).",
  ],
  [
    "_via_settings",
    "a project of the VGG Image Annotator (VIA)",
    "In VIA, choose Annotation, Export Annotations (COCO format).",
  ],
  [
    "samples",
    "a set in FiftyOne's own format",
    "Export it with dataset_type=fiftyone.types.COCODetectionDataset.",
  ],
  ["items", "a file in Datumaro's own format", "Convert it: datum convert -f coco_instances."],
  [
    "shapes",
    "a file of labelme, which has one picture",
    `Convert the folder with labelme2coco, or ${EXPORT}.`,
  ],
];

/** INVALID_DATASET where the file is not of COCO's instances, by what it is if that is known. */
export function refuseOtherKinds(file: string, sections: Sections): void {
  if (sections.get("$") === "list") {
    const problem =
      'expected an object with "images", "annotations" and "categories", but it is a list, as COCO\'s detection results and Label Studio\'s or CreateML\'s own files are';
    throw invalidDataset(
      { file },
      problem,
      `Give the annotations, not results; from a labeling tool, ${EXPORT}.`,
    );
  }
  const own = sections.has("images") ? undefined : OWN_FILES.find(([key]) => sections.has(key));
  if (own) throw invalidDataset({ file }, `expected COCO's instances, but it is ${own[1]}`, own[2]);
  for (const key of ["images", "categories", "annotations"]) {
    const kind = sections.get(key);
    if (kind === "list") continue;
    const found =
      kind === undefined ? "there is none" : `it is ${kind === "null" ? "null" : `no list (${kind})`}`;
    const problem = `expected "images", "annotations" and "categories", each a list, but it has no ${key}: ${found}`;
    const advice =
      key === "annotations"
        ? 'Give the file that has the annotations, not one that only lists images; where nothing is on any of them, write "annotations": [].'
        : "Give a COCO file of instances.";
    throw invalidDataset({ file }, problem, advice);
  }
}

/** What an annotation of COCO's other tasks has, by a field that only they have. */
export function otherTask(annotation: object): string | null {
  if ("segments_info" in annotation) return "COCO's panoptic segmentation";
  if ("caption" in annotation) return "COCO's captions";
  return "category_id" in annotation ? null : "another kind: they have no category_id";
}
