import type { Command } from "commander";
import { benchmarkSetNamed } from "../../services/benchmarks/named-benchmark-sets";
import { removeBenchmarkSet } from "../../services/remove";
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
        const { id } = await benchmarkSetNamed(db, name);
        await removeBenchmarkSet(db, id);
        terminal.print(`Deleted: ${name}`);
      }),
    );
}
