import type { Command } from "commander";
import { allBenchmarkSets } from "../../services/benchmarks/named-benchmark-sets";
import { formatTable } from "../terminal/format-table";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary benchmarks list`: every benchmark set, newest first. */
export function addBenchmarksList(benchmarks: Command, terminal: Terminal): void {
  benchmarks
    .command("list")
    .description("list the benchmark sets, newest first")
    .action(() =>
      withDatabase(terminal, async ({ db }) => {
        const sets = await allBenchmarkSets(db);
        if (sets.length === 0) {
          return terminal.print("No benchmark sets yet: npx regionary benchmarks import --help");
        }
        const rows = sets.map(({ name, kind, format, protocol, stored, total, labelKeys }) => [
          ...[name, kind.toLowerCase(), format, protocol],
          ...[stored === total ? total : `${stored} of ${total}`, labelKeys.length],
        ]);
        terminal.print(formatTable([["NAME", "KIND", "FORMAT", "PROTOCOL", "IMAGES", "LABELS"], ...rows]));
      }),
    );
}
