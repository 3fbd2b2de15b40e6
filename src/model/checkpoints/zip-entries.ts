import * as yauzl from "yauzl";
import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { invalid } from "./invalid-checkpoint";

const ENTRIES_LIMIT = 100_000;

/** A file of a zip archive that is stored as it is, so that it can be read in place. */
export interface StoredEntry {
  readonly start: number;
  readonly length: number;
}

/**
 * The files of a zip archive by name, ZIP64 included. Throws INVALID_CHECKPOINT where one is compressed, lies
 * inside another (a zip bomb) or ends beyond the archive, and where two have one name.
 */
export async function storedEntries(file: RangedFile): Promise<Map<string, StoredEntry>> {
  const entries = new Map<string, StoredEntry>();
  try {
    const archive = await yauzl.fromFdPromise(file.fd, { autoClose: false, lazyEntries: true });
    if (archive.entryCount > ENTRIES_LIMIT)
      throw invalid(`it has more than ${ENTRIES_LIMIT} files in its archive`);
    for await (const entry of archive.eachEntry()) {
      if (entry.compressionMethod !== 0 || entry.isEncrypted()) {
        throw invalid(
          `${entry.fileName} in its archive is compressed or encrypted. torch.save and numpy.savez store their files as they are, numpy.savez_compressed does not`,
        );
      }
      if (entries.has(entry.fileName)) throw invalid(`${entry.fileName} is twice in its archive`);
      const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
      entries.set(entry.fileName, { start: fileDataStart, length: entry.uncompressedSize });
    }
  } catch (cause) {
    if (cause instanceof RegionaryError) throw cause;
    throw new RegionaryError(
      "INVALID_CHECKPOINT",
      `This checkpoint cannot be read: its zip archive is damaged or cut off (${(cause as Error).message}).`,
      {},
      { cause },
    );
  }
  refuseOverlaps(entries, file.size);
  return entries;
}

function refuseOverlaps(entries: ReadonlyMap<string, StoredEntry>, size: number): void {
  const inOrder = [...entries].sort(([, a], [, b]) => a.start - b.start);
  let end = 0;
  for (const [name, { start, length }] of inOrder) {
    if (start < end) throw invalid(`${name} in its archive begins inside another file`);
    end = start + length;
    if (end > size) throw invalid(`${name} in its archive ends behind the last byte`);
  }
}
