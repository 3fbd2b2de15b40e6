import type { Command } from "commander";
import { RegionaryError } from "../../errors";
import { fromGlobalId } from "../../services/global-id";
import type { ChosenImages } from "../../services/tags/chosen-images";

/** Which pictures a command is about. */
export interface ImageChoice {
  readonly id?: readonly string[];
  readonly folder?: string;
  readonly name?: string;
  readonly tagged?: string;
  readonly all?: true;
}

/** Adds the options that say which pictures a command is about. */
export const withImageChoice = (command: Command): Command =>
  command
    .option("--id <id...>", "pictures by their ids, as images list shows them")
    .option("--folder <path>", "those below this folder of the added one, such as 2019/summer")
    .option("--name <text>", "those with this in their names, in upper or lower case")
    .option("--tagged <tag>", "those that have this tag already")
    .option("--all", "all pictures that were added");

/** The chosen pictures; INVALID_INPUT where none are said, or both ids and a condition. */
export function chosenImages({ id, folder, name, tagged, all }: ImageChoice): ChosenImages {
  const hasCondition = folder !== undefined || name !== undefined || tagged !== undefined;
  if ([id !== undefined, hasCondition, all === true].filter(Boolean).length !== 1)
    throw new RegionaryError(
      "INVALID_INPUT",
      "Say which pictures: --id, or --folder, --name and --tagged, or --all.",
    );
  if (id) return { ids: id.map((one) => fromGlobalId("Image", one)) };
  return { filter: { addedByPerson: true, folder, nameContains: name, tag: tagged } };
}
