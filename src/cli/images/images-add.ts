import type { Command } from "commander";
import { findPictures } from "../library/find-pictures";
import { type ListedPath, readListedPaths } from "../library/listed-paths";
import { oneLine } from "../terminal/one-line";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { type Workplace, withDatabase } from "../with-database";
import { addPictures } from "./add-pictures";
import { watchFolders } from "./watch-folders";

const PROGRESS = "[{bar}] {value}/{total} pictures, {eta_formatted} left";
const STDIN = "-";

/** `regionary images add`: picture files into the database. */
export function addImagesAdd(images: Command, terminal: Terminal): void {
  images
    .command("add")
    .description(
      "store pictures; a refused one does not stop the others, and an unchanged one is not read again",
    )
    .argument(
      "<path...>",
      "picture files, and directories that are searched at any depth; - reads such paths from stdin, one a line, or each ended by NUL",
    )
    .option("--watch", "look for new and changed pictures until Ctrl-C")
    .action((given: string[], { watch }: { watch?: true }) =>
      withDatabase(terminal, async (workplace) => {
        const paths = await pathsOf(given);
        if (watch) return watchFolders(workplace, paths, terminal);
        await addOnce(workplace, paths, terminal);
      }),
    );
}

async function pathsOf(given: readonly string[]): Promise<(string | ListedPath)[]> {
  const listed = given.includes(STDIN) ? await readListedPaths(process.stdin) : [];
  return given.flatMap<string | ListedPath>((path) => (path === STDIN ? listed : path));
}

async function addOnce(
  workplace: Workplace,
  paths: readonly (string | ListedPath)[],
  terminal: Terminal,
): Promise<void> {
  const { files, passedOver, unreadable } = await findPictures(paths, workplace.signal);
  const { added, alreadyStored, vanished, refusals } = await showProgress(
    { format: PROGRESS, total: files.length },
    (update) => addPictures(workplace, files, update),
  );
  const others = [passedOver.describe(), vanished > 0 ? `${vanished} vanished meanwhile` : ""];
  const beside = others.filter((text) => text !== "").join("; ");
  terminal.print(
    `${added} added, ${alreadyStored} already stored, ${unreadable.size + refusals.length} refused${beside && ` (${beside})`}`,
  );
  for (const [directory, reason] of unreadable) terminal.fail(`${oneLine(directory)}: ${reason}`);
  for (const { file, reason } of refusals) terminal.fail(`${oneLine(file.shown)}: ${reason}`);
}
