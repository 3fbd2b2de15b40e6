import type { Command } from "commander";
import { correctImages, withdrawCorrections } from "../../services/tags/tag-images";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { chosenImages, type ImageChoice, withImageChoice } from "./choose-images";
import { told } from "./told-change";

/** `regionary images correct`: what is not in pictures. */
export function addImagesCorrect(images: Command, terminal: Terminal): void {
  withImageChoice(images.command("correct"))
    .description("say that a label is not in pictures: searches for it leave them out")
    .argument("<label>", "the label; it is compared in lower case")
    .option("--withdraw", "take that back instead")
    .action(async (label: string, { withdraw, ...choice }: ImageChoice & { withdraw?: true }) => {
      const chosen = chosenImages(choice);
      const change = withdraw ? withdrawCorrections : correctImages;
      const changed = await withDatabase(terminal, ({ db }) => change(db, chosen, label));
      terminal.print(told(changed, "correction", withdraw ? "taken back of" : "made in"));
    });
}
