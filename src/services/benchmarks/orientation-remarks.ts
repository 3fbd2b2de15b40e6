import type { Remark } from "../../remark";
import type { OrientationCount } from "../../storage/benchmarks/picture-orientations";

/** The remarks on pictures of a set that EXIF data turns. */
export function orientationRemarks(counts: readonly OrientationCount[], total: number): Remark[] {
  return counts.flatMap(({ orientation, count, names: examples }): Remark[] => {
    if (orientation === "AS_STORED") return [];
    const which = `${count} of ${total} pictures`;
    if (orientation === "AS_SEEN") {
      const message = `${which} are read as people see them, turned as their EXIF data says: the sizes or boxes of the set were taken so.`;
      return [{ code: "TURNED_PICTURES", message, count, examples }];
    }
    const message = `${which} are turned or mirrored by their EXIF data, and neither sizes nor boxes say whether labels were drawn on them so; they are read as stored.`;
    return [{ code: "UNCERTAIN_ORIENTATION", message, count, examples }];
  });
}
