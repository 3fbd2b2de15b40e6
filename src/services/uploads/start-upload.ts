import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { addUpload, type UploadRow } from "../../storage/uploads/uploads";

const GIB = 1024 ** 3;
/** COCO's largest archive has 18 GiB, Open Images' test pictures 36. */
const MAX_BYTES = 64 * GIB;
const MAX_NAME_LENGTH = 255;
/** What is sent stays until it is imported, deleted, or given up for 3 days. */
const MOST_UPLOADS = 20;
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** Makes room for a file that is then sent in parts. INVALID_INPUT for what cannot be one, and where too many are kept. */
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
  const upload = await addUpload(db, { name, sizeBytes }, MOST_UPLOADS);
  if (upload) return upload;
  throw invalid(
    `There are ${MOST_UPLOADS} uploads already, which is as many as are kept. Import or delete one of them; what nobody goes on with is deleted after 3 days.`,
  );
}

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);
