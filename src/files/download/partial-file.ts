import { constants } from "node:fs";
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { withFiles } from "./with-files";

/** What must still be true of the original for a partial file to be continued. */
const origin = z.object({
  address: z.string(),
  /** The ETag, or the date of the last change, by which the server knows this version. */
  validator: z.string(),
  totalBytes: z.number().nullable(),
});
type Origin = z.infer<typeof origin>;

/**
 * The beginning of a file that is being downloaded, as FILE.part, with its origin in FILE.part.json, so that
 * it can be continued after the process has ended at any moment.
 */
export interface PartialFile {
  readonly path: string;
  readonly size: number;
  /** null if it cannot be continued, only started over. */
  readonly origin: Origin | null;
  /** Empties it for another version; without a validator, the version is not remembered. */
  restart(version: { validator: string | null; totalBytes: number | null }): Promise<void>;
  append(bytes: Uint8Array): Promise<void>;
  /** Waits until everything that was appended is on the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the partial file of `target`; it is empty if there is none from this address. */
export async function openPartialFile(target: string, address: string): Promise<PartialFile> {
  const path = `${target}.part`;
  const originPath = `${path}.json`;
  const handle = await withFiles(path, () => open(path, constants.O_RDWR | constants.O_CREAT, 0o644));
  let size = (await handle.stat()).size;
  let known = await readOrigin(originPath);
  if (known?.address !== address) known = null;
  return {
    path,
    get size() {
      return size;
    },
    get origin() {
      return known;
    },
    restart: ({ validator, totalBytes }) =>
      withFiles(path, async () => {
        // In this order: bytes of one version never lie beside the origin of another.
        known = null;
        await rm(originPath, { force: true });
        if (size > 0) await handle.truncate(0);
        size = 0;
        if (validator === null) return;
        known = { address, validator, totalBytes };
        await writeFile(originPath, `${JSON.stringify(known)}\n`);
      }),
    append: (bytes) =>
      withFiles(path, async () => {
        for (let written = 0; written < bytes.length; ) {
          const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, size);
          written += bytesWritten;
          size += bytesWritten;
        }
      }),
    flush: () => withFiles(path, () => handle.sync()),
    close: () => handle.close(),
  };
}

/** Removes the partial file of `target` and its record. */
export async function removePartialFile(target: string): Promise<void> {
  await rm(`${target}.part`, { force: true });
  await rm(`${target}.part.json`, { force: true });
}

async function readOrigin(path: string): Promise<Origin | null> {
  try {
    return origin.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null; // absent, cut off or of another version: the download starts over
  }
}
