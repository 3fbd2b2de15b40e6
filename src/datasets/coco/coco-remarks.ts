import type { CocoInstances } from "./read-coco-instances";

/** What was passed over in a file of instances. */
export function cocoRemarks(
  { annotationCount, strayCount }: CocoInstances,
  groups: readonly string[],
): string[] {
  const remarks: string[] = [];
  if (annotationCount === 0)
    remarks.push("The file has no annotations: every category is absent from every image.");
  if (strayCount > 0) {
    const what = strayCount === 1 ? "1 annotation is of an image" : `${strayCount} annotations are of images`;
    remarks.push(`${what} that the file does not list; they are passed over.`);
  }
  if (groups.length > 0) {
    const names = groups.map((name) => `"${name}"`).join(", ");
    remarks.push(`${names}: categories that only group others, without an annotation; they are left out.`);
  }
  return remarks;
}
