import path from "node:path";
import { isRegionaryError, RegionaryError } from "../../errors";
import { mirrored } from "../../files/download/address";
import { fetchFile } from "../../files/download/fetch-file";
import type { CatalogueFile, CatalogueModel } from "./catalogue";
import { checkSha256, presentFile } from "./model-files";
import { recognizeFile } from "./recognize-file";

/** Sizes that are given as "about" are rounded, or computed; this only keeps an endless answer from filling the disk. */
const mostBytesOf = ({ bytes, exact }: CatalogueFile) => (exact ? bytes : Math.ceil(1.1 * bytes) + 1_000_000);

/** Where a model's files go, and where they come from: their publisher's addresses, or a mirror with the same paths. */
interface Fetching {
  readonly directory: string;
  readonly mirror: URL | null;
}

/**
 * Downloads the files of a model into a directory, each unless it is there; what came of an interrupted download is
 * gone on with. Is told how many bytes there are, and of how many.
 */
export async function fetchModelFiles(
  { files }: CatalogueModel,
  { directory, mirror }: Fetching,
  onProgress: (bytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let before = 0;
  for (const [index, choice] of files.entries()) {
    const after = files.slice(index + 1).reduce((sum, [first]) => sum + first!.bytes, 0);
    let size = 0;
    const tell = (bytes: number, totalBytes: number | null) => {
      size = bytes;
      const expected = totalBytes ?? Math.max(bytes, choice[0]!.bytes);
      onProgress(before + bytes, before + expected + after);
    };
    const present = await presentFile(directory, choice);
    if (present) tell(present.bytes, present.bytes);
    else await fetchFirst(choice, { directory, mirror }, tell, signal);
    before += size;
  }
}

/** Fetches the first of some files that the server has; any of them would do. */
async function fetchFirst(
  choice: readonly CatalogueFile[],
  fetching: Fetching,
  tell: (bytes: number, totalBytes: number | null) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, file] of choice.entries()) {
    try {
      return await fetchOne(file, fetching, tell, signal);
    } catch (error) {
      if (!isRegionaryError(error)) throw error;
      const isMissing = error.details.status === 404;
      if (isMissing && index < choice.length - 1) continue;
      throw error.code === "DOWNLOAD_FAILED" ? withOtherWays(error) : error;
    }
  }
}

function withOtherWays({ code, message, details, cause }: RegionaryError): RegionaryError {
  const ways =
    "The files can also come from a mirror (--mirror URL) or a folder (--from FOLDER) of regionary setup photos.";
  return new RegionaryError(code, `${message} ${ways}`, details, { cause });
}

async function fetchOne(
  file: CatalogueFile,
  { directory, mirror }: Fetching,
  tell: (bytes: number, totalBytes: number | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const publishers = new URL(file.address);
  const address = mirror ? mirrored(publishers, mirror) : publishers;
  await fetchFile(
    {
      ...{ address, trusted: mirror !== null },
      ...{ path: path.join(directory, file.name), mostBytes: mostBytesOf(file) },
      async check(received, sha256) {
        await recognizeFile(
          received,
          address.href,
          "It was removed. Try a mirror, or a folder with the files.",
        );
        if (file.sha256 !== null) checkSha256(address.href, sha256, file.sha256);
      },
    },
    tell,
    signal,
  );
}
