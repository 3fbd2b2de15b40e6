import type { Command } from "commander";
import { allBenchmarkSets } from "../../services/benchmarks/named-benchmark-sets";
import { toGlobalId } from "../../services/global-id";
import { enumName, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary benchmarks list`: every benchmark set, newest first. */
export function addBenchmarksList(benchmarks: Command, terminal: Terminal): void {
  withJsonOption(benchmarks.command("list"))
    .description("list the benchmark sets, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const rows = (await allBenchmarkSets(db)).map((set) => ({
          id: toGlobalId("BenchmarkSet", set.id),
          name: set.name,
          kind: set.kind,
          format: enumName(set.format),
          protocol: enumName(set.protocol),
          unlisted: set.unlisted,
          imageCount: set.total,
          storedCount: set.stored,
          complete: set.contentHash !== null,
          labelCount: set.labelKeys.length,
          contentHash: set.contentHash,
          createdAt: set.createdAt,
        }));
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            NAME: ({ name }) => name,
            KIND: ({ kind }) => kind.toLowerCase(),
            FORMAT: ({ format }) => storedName(format),
            PROTOCOL: ({ protocol }) => storedName(protocol),
            IMAGES: ({ imageCount, storedCount }) =>
              storedCount === imageCount ? imageCount : `${storedCount} of ${imageCount}`,
            LABELS: ({ labelCount }) => labelCount,
          },
          rows,
          none: "No benchmark sets yet: bin/regionary benchmarks import --help",
        });
      }),
    );
}

const storedName = (name: string) => name.toLowerCase().replaceAll("_", "-");
