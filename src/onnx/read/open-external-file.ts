import path from "node:path";
import { RegionaryError } from "../../errors";
import { openRangedFile, type RangedFile } from "../../files/ranged-file";

/** Opens a model's external data. Only a plain file beside the ONNX file is read: a location may not lead elsewhere. */
export async function openExternalFile(directory: string, location: string): Promise<RangedFile> {
  if (location === "" || path.basename(location) !== location || location.startsWith(".")) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `External data must be in a file beside the ONNX file; ${JSON.stringify(location)} is elsewhere.`,
    );
  }
  return openRangedFile(path.join(directory, location), "INVALID_BACKBONE");
}
