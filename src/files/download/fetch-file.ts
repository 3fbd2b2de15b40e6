import { rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isRegionaryError, RegionaryError } from "../../errors";
import { BrokenOff } from "./broken-off";
import { fileSha256 } from "./file-sha256";
import { openPartialFile, type PartialFile, removePartialFile } from "./partial-file";
import { type DownloadProgress, receive } from "./receive";
import type { Source } from "./request";
import { withFiles } from "./with-files";

/** A file to be downloaded. */
interface FileToFetch extends Source {
  readonly path: string;
  readonly mostBytes: number;
  /** Checks the whole file before it gets its name; throws DOWNLOAD_MISMATCH if it is a different one. */
  check(path: string, sha256: string): Promise<void>;
}

/** When to give up. */
interface Patience {
  /** The most tries in a row that bring nothing new. */
  readonly tries: number;
  /** The wait before the second of them, and twice as long before each further one. */
  readonly pauseMs: number;
  readonly inactivityMs: number;
}

const PATIENCE: Patience = { tries: 5, pauseMs: 1_000, inactivityMs: 60_000 };

/**
 * Downloads a file, continues by itself if the connection breaks, and gives the file its name when it is
 * complete and checked; FILE.json then records where it came from and its SHA-256. What has arrived when it
 * fails or the signal aborts stays in FILE.part, and the next call continues from there; a wrong file is
 * removed, such as one that is not as its own server announces it. DOWNLOAD_FAILED, DOWNLOAD_MISMATCH or CANCELLED.
 */
export async function fetchFile(
  file: FileToFetch,
  onProgress: DownloadProgress,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<void> {
  const { address, path } = file;
  const partial = await openPartialFile(path, address.href);
  let claimed: string | null;
  try {
    claimed = await receiveAll(file, partial, onProgress, signal, patience);
    await partial.flush();
  } finally {
    await partial.close();
  }
  try {
    const sha256 = await fileSha256(partial.path, signal);
    if (claimed !== null && claimed !== sha256) throw notAsClaimed(file, claimed, sha256);
    await file.check(partial.path, sha256);
    const record = {
      address: address.href,
      bytes: partial.size,
      sha256,
      fetchedAt: new Date().toISOString(),
    };
    await withFiles(path, async () => {
      await writeFile(`${path}.json`, `${JSON.stringify(record, null, 2)}\n`);
      await rename(partial.path, path);
      await rm(`${partial.path}.json`, { force: true });
    });
  } catch (error) {
    if (isRegionaryError(error) && error.code === "DOWNLOAD_MISMATCH") await removePartialFile(path);
    throw signal.aborted ? stopped(partial) : error;
  }
}

async function receiveAll(
  { address, trusted, mostBytes }: FileToFetch,
  partial: PartialFile,
  onProgress: DownloadProgress,
  signal: AbortSignal,
  { tries, pauseMs, inactivityMs }: Patience,
): Promise<string | null> {
  // Compared with the most there ever was: a server that always breaks off at the same place gets nowhere.
  let most = partial.size;
  for (let fruitless = 0; ; ) {
    try {
      return await receive({ address, trusted, partial, mostBytes, inactivityMs, onProgress, signal });
    } catch (error) {
      if (signal.aborted) throw stopped(partial);
      if (!(error instanceof BrokenOff)) throw error;
      fruitless = partial.size > most ? 0 : fruitless + 1;
      most = Math.max(most, partial.size);
      if (fruitless >= tries) {
        throw new RegionaryError(
          "DOWNLOAD_FAILED",
          `The download failed ${tries} times in a row: ${error.message}. ${kept(partial)}`,
          {},
          { cause: error },
        );
      }
    }
    if (fruitless > 0)
      await delay(pauseMs * 2 ** (fruitless - 1), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw stopped(partial);
  }
}

function notAsClaimed({ address }: FileToFetch, claimed: string, sha256: string): RegionaryError {
  return new RegionaryError(
    "DOWNLOAD_MISMATCH",
    `What came from ${address.href} is not the file that ${address.host} announced: its SHA-256 must be ${claimed}; got ${sha256}. It was removed; the next try fetches it again.`,
  );
}

function stopped(partial: PartialFile): RegionaryError {
  return new RegionaryError("CANCELLED", `Stopped. ${kept(partial)}`);
}

function kept({ path, size, origin }: PartialFile): string {
  if (size === 0 || origin === null) return "Nothing is kept; the next try starts over.";
  return `${(size / 1e6).toFixed(1)} MB are kept in ${path}; the next try goes on from there.`;
}
