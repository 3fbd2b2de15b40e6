import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { fetchFile } from "../../files/download/fetch-file";
import { fileSha256 } from "../../files/download/file-sha256";
import { cataloguePart } from "../setup/catalogue";

const { name: NAME, address: VGG19_ADDRESS, bytes: BYTES } = cataloguePart("vgg19").file;
/** torchvision's names end in the first 8 hex digits of the content's SHA-256. */
const SHA256_START = "dcbb9e9d";
/** The hash in the name identifies the file; this only keeps an endless response from filling the disk. */
const MOST_BYTES = 2 * BYTES;

/**
 * Downloads torchvision's VGG19 weights into a directory, unless they are there; returns their path.
 * DOWNLOAD_MISMATCH for a file whose SHA-256 does not begin as its name does.
 */
export async function fetchVgg19(
  { directory, address }: { directory: string; address: URL },
  onProgress: (bytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<{ path: string; alreadyThere: boolean }> {
  const file = path.join(directory, NAME);
  if ((await stat(file).catch(() => null))?.isFile()) {
    checkHash(file, await fileSha256(file, signal), "Move it away, then run the command again.");
    return { path: file, alreadyThere: true };
  }
  await mkdir(directory, { recursive: true });
  const check = async (_: string, sha256: string) =>
    checkHash(address.href, sha256, "It was removed. Try another address (--from).");
  await fetchFile(
    { address, trusted: address.href !== VGG19_ADDRESS, path: file, mostBytes: MOST_BYTES, check },
    (bytes, totalBytes) => onProgress(bytes, totalBytes ?? BYTES),
    signal,
  );
  return { path: file, alreadyThere: false };
}

function checkHash(where: string, sha256: string, advice: string): void {
  if (sha256.startsWith(SHA256_START)) return;
  throw new RegionaryError(
    "DOWNLOAD_MISMATCH",
    `The file at ${where} is not torchvision's VGG19: its SHA-256 must begin with ${SHA256_START}; got ${sha256}. ${advice}`,
  );
}
