import { createTally, type Remark, remarksOn } from "../../remark";
import { boxInside } from "./box-inside";
import type { CocoInstances } from "./read-coco-instances";

/** What was passed over in a file of instances. */
export function cocoRemarks(instances: CocoInstances, groups: readonly string[]): Remark[] {
  const { annotationCount, strayCount } = instances;
  const remarks: Remark[] = withoutBox(instances);
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

/** Crowds are meant to have none. */
function withoutBox({ annotations, images }: CocoInstances): Remark[] {
  const tally = createTally();
  for (const [id, ofImage] of annotations) {
    const { size } = images.get(id)!;
    for (const { place, isCrowd, bbox } of ofImage) {
      if (!isCrowd && (bbox === null || boxInside(size, bbox) === null))
        tally.add(() => `annotations[${place}]`);
    }
  }
  return remarksOn("WITHOUT_BOX", tally, (count) => {
    const which = count === 1 ? "1 annotation has" : `${count} annotations have`;
    return `${which} no box with an area in the picture; only the labels count.`;
  });
}
