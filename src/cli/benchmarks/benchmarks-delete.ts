import type { Command } from "commander";
import { RegionaryError } from "../../errors";
import { removeBenchmarkSet } from "../../services/remove";
import { findBenchmarkSetByName } from "../../storage/benchmarks/benchmark-sets";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary benchmarks delete`: makes room for another import under a set's name. */
export function addBenchmarksDelete(benchmarks: Command, terminal: Terminal): void {
  benchmarks
    .command("delete")
    .description("delete a benchmark set, whole or half imported; its pictures and vocabulary stay")
    .argument("<name>", "the set")
    .action((name: string) =>
      withDatabase(terminal, async ({ db }) => {
        const set = await findBenchmarkSetByName(db, name);
        if (!set) throw new RegionaryError("NOT_FOUND", `There is no benchmark set "${name}".`);
        await removeBenchmarkSet(db, set.id);
        terminal.print(`Deleted: ${name}`);
      }),
    );
}
