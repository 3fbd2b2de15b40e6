import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { addUpload, type UploadRow } from "../../storage/uploads/uploads";

const GIB = 1024 ** 3;
/** COCO's largest archive has 18 GiB, Open Images' test pictures 36. */
const MAX_BYTES = 64 * GIB;
const MAX_NAME_LENGTH = 255;
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** Makes room for a file that is then sent in parts. INVALID_INPUT for what cannot be one. */
export async function startUpload(
  db: Database,
  { name, sizeBytes }: Pick<UploadRow, "name" | "sizeBytes">,
): Promise<UploadRow> {
  if (name.trim() === "" || name.length > MAX_NAME_LENGTH || UNSTORABLE.test(name))
    throw invalid(`A file's name has 1 to ${MAX_NAME_LENGTH} characters, none of them a control character.`);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > MAX_BYTES)
    throw invalid(
      `An upload has 1 to ${MAX_BYTES} bytes (${MAX_BYTES / GIB} GiB); got ${sizeBytes}. Larger sets are imported on the command line.`,
    );
  return addUpload(db, { name, sizeBytes });
}

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);
