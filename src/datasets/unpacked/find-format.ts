import { RegionaryError } from "../../errors";
import type { SetFormat } from "../set-formats";
import type { SetFiles } from "./set-files";

/** The formats that a set on disk can have. */
export type FileFormat = Exclude<SetFormat, "stored-images" | "scenes">;

export const COCO_FILE = /(?:^|\/)(?:instances[^/]*|[^/]*_annotations\.coco|annotations|coco)\.json$/i;
export const HDF5_FILE = /\.(?:h5|hdf5)$/i;
export const OPEN_IMAGES_FILE = /(?:^|\/)[^/]*annotations[^/]*imagelabels[^/]*\.csv$/i;
export const CONCEPTS_FILE = /(?:^|\/)ConceptsList\/Concepts81\.txt$/;

/** The format of unpacked files by their names; INVALID_INPUT where they do not say it. */
export function findFormat({ names }: Pick<SetFiles, "names">): FileFormat {
  const has = (file: RegExp) => names.some((name) => file.test(name));
  if (names.includes("labels.json") || names.includes("labels.csv")) return "image-folder";
  if (has(CONCEPTS_FILE))
    throw new RegionaryError(
      "INVALID_INPUT",
      "The archive has NUS-WIDE, which is two sets: say NUS_WIDE_TRAIN or NUS_WIDE_TEST.",
    );
  if (has(OPEN_IMAGES_FILE)) return "open-images";
  if (has(COCO_FILE)) return "coco-instances";
  if (has(HDF5_FILE)) return "hdf5-features";
  return "image-folder";
}
