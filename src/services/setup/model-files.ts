import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { fileSha256 } from "../../files/download/file-sha256";
import type { CatalogueFile, CatalogueModel } from "./catalogue";
import { recognizeFile } from "./recognize-file";

/** About how many bytes the files of a model have. */
export const bytesOf = ({ files }: CatalogueModel): number =>
  files.reduce((sum, [first]) => sum + first!.bytes, 0);

/** How many bytes the files of a directory have, begun ones among them. */
export async function bytesIn(directory: string): Promise<number> {
  const names = await readdir(directory);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(directory, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The first of some files, any of which would do, that is in a directory. */
export async function presentFile(
  directory: string,
  files: readonly CatalogueFile[],
): Promise<{ file: CatalogueFile; bytes: number } | null> {
  for (const file of files) {
    const stats = await stat(path.join(directory, file.name)).catch(() => null);
    if (stats?.isFile()) return { file, bytes: stats.size };
  }
  return null;
}

/** NOT_FOUND, with their addresses, unless a directory of the caller's has all files of a model; DOWNLOAD_MISMATCH for wrong ones. */
export async function requireFiles(
  { title, files }: CatalogueModel,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  const present = await Promise.all(files.map((choice) => presentFile(directory, choice)));
  const missing = files.filter((_, index) => present[index] === null);
  if (missing.length > 0)
    throw new RegionaryError(
      "NOT_FOUND",
      `${directory} must have all files of ${title}. Missing: ${missing.map(named).join("; ")}. Download them there from these addresses, then run the command again.`,
    );
  for (const found of present) if (found) await checkFile(found.file, directory, signal);
}

async function checkFile({ name, sha256 }: CatalogueFile, directory: string, signal: AbortSignal) {
  const file = path.join(directory, name);
  await recognizeFile(file, file, "Download the file itself, then run the command again.");
  if (sha256 !== null) checkSha256(file, await fileSha256(file, signal), sha256);
}

/** DOWNLOAD_MISMATCH unless a file has the SHA-256 that the catalogue gives. */
export function checkSha256(where: string, sha256: string, expected: string): void {
  if (sha256 === expected) return;
  throw new RegionaryError(
    "DOWNLOAD_MISMATCH",
    `The SHA-256 of ${where} must be ${expected}; got ${sha256}. Another version may have taken its place, or the copy is damaged.`,
  );
}

function named(choice: readonly CatalogueFile[]): string {
  return choice.map(({ name, address }) => `${name} (${address})`).join(" or ");
}
