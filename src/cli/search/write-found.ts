import { foundCsv } from "../../services/search/export/found-csv";
import type { FoundImage } from "../../services/search/export/found-image";
import type { Terminal } from "../terminal/terminal";
import { type FilesByImage, writeKeywords, writePaths } from "./found-files";
import { printJson, printLines } from "./print-found";
import type { SearchOptions } from "./search-options";
import { writeCoco } from "./write-coco";

interface Found {
  readonly images: AsyncIterable<FoundImage>;
  /** The labels that were looked for. */
  readonly names: readonly string[];
  /** The files of the pictures in the folder that was searched; null where it was no folder. */
  readonly files: FilesByImage | null;
  /** What JSON says of the whole search, once all images have come. */
  readonly about: () => object;
}

/** Whether the answer is for programs, or files: then it has to be proven. */
export const isExport = ({ json, csv, paths, coco, xmp }: SearchOptions): boolean =>
  [json, csv, paths, coco, xmp].some((given) => given !== undefined);

/** Writes what was found in the form that was asked for. */
export async function writeFound(
  { images, names, files, about }: Found,
  options: SearchOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.json) return printJson(images, about, terminal);
  if (options.csv) {
    for await (const line of foundCsv(images, options)) terminal.print(line.replace(/\r?\n$/, ""));
  } else if (options.paths) {
    const without = await writePaths(images, files, options.print0 ? "\0" : "\n", terminal);
    if (without > 0)
      terminal.fail(`${without} of them have no path: --json or --csv names them by their ids.`);
  } else if (options.coco !== undefined) {
    const written = await writeCoco(options.coco, names, images);
    terminal.print(`${written.images} images and ${written.annotations} annotations written`);
  } else if (options.xmp && files) {
    const written = await writeKeywords(images, files, keywordsOf(options), terminal);
    terminal.print(`${written} ${written === 1 ? "sidecar" : "sidecars"} written`);
  } else {
    await printLines(images, terminal);
  }
}

/** All labels that must be there; of those that may be there instead of another, those above the cut, or the best. */
const keywordsOf =
  ({ or, atLeast }: SearchOptions) =>
  ({ labels }: FoundImage): string[] => {
    const best = Math.max(...labels.map(({ score }) => score));
    const holds = labels.filter(({ score, probability }) =>
      atLeast === undefined ? score === best : probability !== null && probability >= atLeast,
    );
    return (or.length > 0 ? holds : labels).map(({ label }) => label);
  };
