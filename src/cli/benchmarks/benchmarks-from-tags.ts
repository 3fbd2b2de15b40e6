import { type Command, Option } from "commander";
import { benchmarkSetFromTags } from "../../services/benchmarks/set-from-tags";
import { formatRemark } from "../terminal/format-remark";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

interface Options {
  readonly tags?: readonly string[];
  readonly folder?: string;
  readonly unlisted: "absent" | "unknown";
  readonly onlyByHand?: true;
}

/** `regionary benchmarks from-tags`: a benchmark set of what people said of their pictures. */
export function addBenchmarksFromTags(benchmarks: Command, terminal: Terminal): void {
  benchmarks
    .command("from-tags")
    .description("make a benchmark set of tagged pictures: a tag is present, a corrected label absent")
    .argument("<name>", "what to call the set")
    .option("--tags <tag...>", "the tags that become labels (all that the pictures have)")
    .option("--folder <path>", "only pictures below this folder of the added one, such as 2019/summer")
    .addOption(
      new Option("--unlisted <meaning>", "what a label is for a picture that is not tagged with it")
        .choices(["absent", "unknown"])
        .default("absent"),
    )
    .option("--only-by-hand", "without tags of predictions, which no person has confirmed")
    .action((name: string, { tags, folder, unlisted, onlyByHand }: Options) =>
      withDatabase(terminal, async ({ db }) => {
        const { set, alreadyStored } = await benchmarkSetFromTags(db, {
          ...{ name, tags: tags ?? null, filter: { addedByPerson: true, folder } },
          ...{ unlisted: unlisted === "absent" ? "ABSENT" : "UNKNOWN", onlyByHand: onlyByHand ?? false },
        });
        for (const remark of set.remarks) terminal.warn(formatRemark(remark));
        terminal.print(
          `${alreadyStored ? "Already stored" : "Made"}: ${set.name}, ${set.total} images, ${set.labelKeys.length} labels`,
        );
      }),
    );
}
