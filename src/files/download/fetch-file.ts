import { rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isRegionaryError, RegionaryError } from "../../errors";
import { fileSha256 } from "./file-sha256";
import { openPartialFile, type PartialFile, removePartialFile } from "./partial-file";
import { BrokenOff, type DownloadProgress, receive } from "./receive";
import { withFiles } from "./with-files";

/** A file to be downloaded. */
interface FileToFetch {
  readonly address: URL;
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
 * removed. DOWNLOAD_FAILED, DOWNLOAD_MISMATCH or CANCELLED.
 */
export async function fetchFile(
  file: FileToFetch,
  onProgress: DownloadProgress,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<void> {
  const { address, path } = file;
  const partial = await openPartialFile(path, address.href);
  try {
    await receiveAll(file, partial, onProgress, signal, patience);
    await partial.flush();
  } finally {
    await partial.close();
  }
  try {
    const sha256 = await fileSha256(partial.path, signal);
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
  { address, mostBytes }: FileToFetch,
  partial: PartialFile,
  onProgress: DownloadProgress,
  signal: AbortSignal,
  { tries, pauseMs, inactivityMs }: Patience,
): Promise<void> {
  // Compared with the most there ever was: a server that always breaks off at the same place gets nowhere.
  let most = partial.size;
  for (let fruitless = 0; ; ) {
    try {
      return await receive({ address, partial, mostBytes, inactivityMs, onProgress, signal });
    } catch (error) {
      if (signal.aborted) throw stopped(partial);
      if (!mayPass(error)) throw error;
      fruitless = partial.size > most ? 0 : fruitless + 1;
      most = Math.max(most, partial.size);
      if (fruitless >= tries) {
        throw new RegionaryError(
          "DOWNLOAD_FAILED",
          `The download failed ${tries} times in a row: ${reasonOf(error)}. ${kept(partial)}`,
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

/** Whether another try may succeed. fetch wraps failures of the connection in a TypeError. */
function mayPass(error: unknown): boolean {
  return error instanceof BrokenOff || ((error as Error).name === "TypeError" && reasonOf(error) !== "");
}

function reasonOf(error: unknown): string {
  if (error instanceof BrokenOff) return error.message;
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  return cause ? cause.message || (cause.code ?? "") : "";
}

function stopped(partial: PartialFile): RegionaryError {
  return new RegionaryError("CANCELLED", `Stopped. ${kept(partial)}`);
}

function kept({ path, size, origin }: PartialFile): string {
  if (size === 0 || origin === null) return "Nothing is kept; the same command starts over.";
  return `${(size / 1e6).toFixed(1)} MB are kept in ${path}; the same command goes on from there.`;
}
