import { type Command, Option } from "commander";
import { exportImages } from "../../services/predictions/export-images";
import { csvLines, ndjsonLines } from "../../services/predictions/export-lines";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";

interface Options {
  readonly format: "csv" | "ndjson";
  readonly vocabulary?: string;
  readonly folder?: string;
  readonly boxes?: true;
}

/** `regionary images export`: the pictures that a person added, with their newest labels. */
export function addImagesExport(images: Command, terminal: Terminal, version: string): void {
  images
    .command("export")
    .description(
      "print the pictures that were added with their newest labels, a row for each picture and label",
    )
    .addOption(new Option("--format <format>", "how").choices(["csv", "ndjson"]).default("csv"))
    .option("--vocabulary <name>", "NAME or NAME@VERSION: only predictions with it")
    .option("--folder <path>", "only pictures below this folder of the added one, such as 2019/summer")
    .option("--boxes", "with the boxes of each label, which takes longer")
    .action(({ format, vocabulary, ...options }: Options) =>
      withContext(terminal, version, async (context, { db, signal }) => {
        const vocabularyId = vocabulary === undefined ? null : (await vocabularyNamed(db, vocabulary)).id;
        const exported = exportImages(context, { ...options, vocabularyId });
        const lines = format === "csv" ? csvLines(exported, options) : ndjsonLines(exported);
        for await (const line of lines) {
          signal.throwIfAborted();
          terminal.print(line.replace(/\r?\n$/, ""));
        }
      }),
    );
}
