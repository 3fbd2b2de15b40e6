import type { Command } from "commander";
import { RegionaryError } from "../../errors";
import { tagFromPredictions } from "../../services/tags/tag-from-predictions";
import { tagImages, untagImages } from "../../services/tags/tag-images";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import { probability } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";
import { withDatabase } from "../with-database";
import { chosenImages, type ImageChoice, withImageChoice } from "./choose-images";
import { told } from "./told-change";

interface TagOptions extends ImageChoice {
  readonly fromPredictions?: string;
  readonly atLeast: number;
}

/** `regionary images tag`: a person's own words on pictures. */
export function addImagesTag(images: Command, terminal: Terminal, version: string): void {
  withImageChoice(images.command("tag"))
    .description("put tags on pictures: words of yours, or labels of predictions that are probable enough")
    .argument("[tag...]", "the tags; they are compared in lower case")
    .option(
      "--from-predictions <vocabulary>",
      "NAME or NAME@VERSION: tags from the newest predictions with it instead",
    )
    .option(
      "--at-least <probability>",
      "with --from-predictions: how probable a label must be",
      probability,
      0.8,
    )
    .action(async (tags: string[], { fromPredictions, atLeast, ...choice }: TagOptions) => {
      const chosen = chosenImages(choice);
      if ((fromPredictions === undefined) === (tags.length === 0))
        throw new RegionaryError("INVALID_INPUT", "Give either tags or --from-predictions.");
      const changed =
        fromPredictions === undefined
          ? await withDatabase(terminal, ({ db }) => tagImages(db, chosen, tags))
          : await withContext(terminal, version, async (context) => {
              const { id: vocabularyId } = await vocabularyNamed(context.db, fromPredictions);
              return tagFromPredictions(context, chosen, { vocabularyId, atLeastProbability: atLeast });
            });
      terminal.print(told(changed, "tag", "put on"));
    });
}

/** `regionary images untag`: takes tags off pictures. */
export function addImagesUntag(images: Command, terminal: Terminal): void {
  withImageChoice(images.command("untag"))
    .description("take tags off pictures")
    .argument("[tag...]", "the tags; with --predicted all of that kind if there are none")
    .option("--predicted", "only tags that predictions put there")
    .action(async (tags: string[], { predicted, ...choice }: ImageChoice & { predicted?: true }) => {
      const chosen = chosenImages(choice);
      const which = {
        tags: tags.length > 0 ? tags : null,
        origin: predicted ? ("PREDICTION" as const) : null,
      };
      if (which.tags === null && which.origin === null)
        throw new RegionaryError(
          "INVALID_INPUT",
          "Give tags, or --predicted for all that predictions put there.",
        );
      const changed = await withDatabase(terminal, ({ db }) => untagImages(db, chosen, which));
      terminal.print(told(changed, "tag", "taken off"));
    });
}
