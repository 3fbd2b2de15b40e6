import type { Remark } from "../../remark";
import type { CocoInstances } from "./read-coco-instances";

/** What was passed over in a file of instances. */
export function cocoRemarks(
  { annotationCount, strayCount }: CocoInstances,
  groups: readonly string[],
): Remark[] {
  const remarks: Remark[] = [];
  if (annotationCount === 0) {
    const message = "The file has no annotations: every category is absent from every image.";
    remarks.push({ code: "NO_ANNOTATIONS", message, count: 1, examples: [] });
  }
  if (strayCount > 0) {
    const what = strayCount === 1 ? "1 annotation is of an image" : `${strayCount} annotations are of images`;
    const message = `${what} that the file does not list; they are passed over.`;
    remarks.push({ code: "STRAY_ANNOTATIONS", message, count: strayCount, examples: [] });
  }
  if (groups.length > 0) {
    const names = groups.map((name) => `"${name}"`).join(", ");
    const message = `${names}: categories that only group others, without an annotation; they are left out.`;
    remarks.push({ code: "GROUP_CATEGORIES", message, count: groups.length, examples: [] });
  }
  return remarks;
}
