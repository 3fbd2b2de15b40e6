import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import { InvalidArgumentError } from "commander";
import { RegionaryError } from "../errors";
import { refuseForeignFile } from "../files/refuse-foreign-file";

/** An option's value as a whole number of at least 1. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Expected a whole number of at least 1.");
}

/** Reads an option's value as a whole number in a range. */
export function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${lowest} to ${highest}.`);
  };
}

/** An option's value as values of K. */
export function kList(text: string): number[] {
  const ks = text.split(",").map(Number);
  if (/^\d+(,\d+)*$/.test(text) && ks.every((k) => k >= 1)) return ks;
  throw new InvalidArgumentError("Expected whole numbers of at least 1, such as 3,5.");
}

/** An option's value as a number from 0 to 1. */
export function probability(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("Expected a number from 0 to 1, such as 0.5.");
}

/** An option's value as a number of at least 0. */
export function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Expected a number of at least 0, such as 1e-4.");
}

/**
 * NOT_FOUND naming every path that is not a file, with its option. INVALID_INPUT, whatever kind of file is asked for,
 * where one is a web page, a server's error or a pointer to the file.
 */
export async function requireFiles(paths: Readonly<Record<string, string | undefined>>): Promise<void> {
  const problems: string[] = [];
  for (const [option, path] of Object.entries(paths)) {
    if (path !== undefined && !(await isFile(path))) problems.push(`There is no file ${path} (${option}).`);
  }
  if (problems.length > 0) throw new RegionaryError("NOT_FOUND", problems.join("\n"));
  for (const path of Object.values(paths)) {
    if (path !== undefined)
      await refuseForeignFile(path, "INVALID_INPUT", { accepts: ["zip", "gzip", "xml"] });
  }
}

/** Whether the path is a file, not a directory. */
export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

/** NOT_FOUND unless an option's path is a directory. */
export async function requireDirectory(option: string, path: string): Promise<void> {
  if ((await stat(path).catch(() => null))?.isDirectory()) return;
  throw new RegionaryError("NOT_FOUND", `There is no directory ${path} (${option}).`);
}

/** INVALID_INPUT, before any work is done, where a file to be written has no folder, is one, or may not be written. */
export async function requireWritable(option: string, file: string): Promise<void> {
  const stats = await stat(file).catch(() => null);
  const written = stats ? file : path.dirname(path.resolve(file));
  const reason = stats?.isDirectory()
    ? "it is a folder"
    : await access(written, constants.W_OK).then(
        () => null,
        (error: NodeJS.ErrnoException) =>
          error.code === "ENOENT"
            ? "there is no such folder"
            : `${stats ? "it" : "its folder"} cannot be written to (${error.code})`,
      );
  if (reason === null) return;
  throw new RegionaryError("INVALID_INPUT", `${file} (${option}) cannot be written: ${reason}.`);
}
