import { type Command, Option } from "commander";
import { RegionaryError } from "../../errors";
import { positiveInteger, probability } from "../option-values";
import type { Asked } from "./searched-for";
import { strayWord } from "./stray-word";

export interface SearchOptions extends Omit<Asked, "words"> {
  readonly like?: string;
  readonly vocabulary?: string;
  readonly atLeast?: number;
  readonly in?: string;
  readonly folder?: string;
  readonly tag?: string;
  readonly added?: true;
  readonly model?: string;
  readonly first?: number;
  readonly proven?: true;
  readonly boxes?: true;
  readonly json?: true;
  readonly csv?: true;
  readonly paths?: true;
  readonly print0?: true;
  readonly coco?: string;
  readonly xmp?: true;
}

const FORMS = ["json", "csv", "paths", "coco", "xmp"];

/** The options of `regionary search`. */
export function withSearchOptions(command: Command): Command {
  const alone = (flags: string, description: string) => {
    const option = new Option(flags, description);
    return option.conflicts(FORMS.filter((form) => form !== option.attributeName()));
  };
  return command
    .argument("[words...]", "what to look for, one thing in any words, such as: red car")
    .option("--and <words>", "and this too, in the same picture; may be given again", collected, [])
    .option("--or <words>", "or this instead; may be given again", collected, [])
    .option("--not <words>", "but not this, which takes probabilities; may be given again", collected, [])
    .option("--like <picture>", "what looks like this picture: a file, or the id of a stored one")
    .option("--text", "take the words as they are, not as a label that the model's sentences are put around")
    .option("--vocabulary <name>", "NAME or NAME@VERSION: the words are labels of this vocabulary")
    .option("--at-least <probability>", "only where it is so probable, such as 0.8", probability)
    .option(
      "--in <directory>",
      "only pictures in this directory; those that are not stored yet are stored first",
    )
    .option("--folder <path>", "only pictures below this folder of the added one, such as 2019/summer")
    .option("--tag <tag>", "only pictures with this tag")
    .option("--added", "only pictures that somebody added, without those of imported benchmark sets")
    .option("--model <name>", "NAME for its latest version, or NAME@VERSION (the active one)")
    .option("--first <count>", "how many at most (20, or with --at-least all)", positiveInteger)
    .option("--proven", "wait until it is proven that these are the best, in their order (files always are)")
    .option("--boxes", "with --csv and --json, where each label is, which takes longer")
    .addOption(alone("--json", "print one JSON object"))
    .addOption(alone("--csv", "print a row for each picture and label"))
    .addOption(alone("--paths", "print the paths alone, one a line"))
    .option("--print0", "with --paths, end each with NUL in place of a line end, as xargs -0 reads them")
    .addOption(alone("--coco <file>", "write COCO's JSON with the boxes of each label"))
    .addOption(
      alone("--xmp", "add the words as dc:subject to a sidecar beside each picture, such as IMG.jpg.xmp"),
    );
}

const collected = (text: string, before: string[]): string[] => [...before, text];

/** INVALID_INPUT for options that do not go together, and where there is nothing to look for; `args` as they were typed. */
export function checkOptions(
  words: readonly string[],
  options: SearchOptions,
  args: readonly string[],
): void {
  const { and, or, like, xmp, atLeast, first, print0, paths, boxes, csv, json } = options;
  const hasWords = words.length + and.length + or.length > 0;
  if (!hasWords && like === undefined)
    throw refusal("Give words to look for, such as regionary search red car, or --like PICTURE; got neither");
  const stray = strayWord(args);
  if (stray !== null) {
    const { option, value, word } = stray;
    throw refusal(
      `${option} takes one value: put several words into quotes, ${option} "${value} ${word}", and the words to look for before ${option}`,
    );
  }
  if (and.length > 0 && or.length > 0) throw refusal("Give --and or --or; got both");
  if (print0 && !paths) throw refusal("--print0 goes with --paths: give both");
  if (boxes && !csv && !json)
    throw refusal("--boxes goes with --csv or --json: give one of them (--coco has boxes without it)");
  if (options.coco !== undefined && !hasWords) throw refusal("--coco writes where the words are: give words");
  if (!xmp) return;
  if (!hasWords) throw refusal("--xmp writes the words as keywords: give words");
  if (options.in === undefined)
    throw refusal("--xmp writes files beside pictures: give --in DIRECTORY, where they are");
  if (atLeast === undefined && first === undefined)
    throw refusal(
      "--xmp would write keywords to pictures that do not show this: give --at-least PROBABILITY, or --first COUNT",
    );
}

const refusal = (message: string) => new RegionaryError("INVALID_INPUT", `${message}.`);
