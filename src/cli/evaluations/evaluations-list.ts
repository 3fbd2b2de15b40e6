import type { Command } from "commander";
import { allBenchmarkSets } from "../../services/benchmarks/named-benchmark-sets";
import { toGlobalId } from "../../services/global-id";
import { allModelVersions } from "../../services/models/named-models";
import { allEvaluationRuns } from "../../services/work/any-kind/all-work";
import { enumName, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { ID_COLUMN, STATE_COLUMNS, workFields } from "../work/work-fields";

/** `regionary evaluations list`: every run, newest first. */
export function addEvaluationsList(evaluations: Command, terminal: Terminal): void {
  withJsonOption(evaluations.command("list"))
    .description("list the evaluation runs, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const models = new Map((await allModelVersions(db)).map((model) => [model.id, model]));
        const sets = new Map((await allBenchmarkSets(db)).map((set) => [set.id, set]));
        const rows = (await allEvaluationRuns(db)).map((run) => {
          const model = models.get(run.modelVersionId);
          const set = sets.get(run.benchmarkSetId);
          return {
            ...workFields(run),
            modelVersion: model && {
              id: toGlobalId("ModelVersion", model.id),
              name: model.name,
              version: model.version,
            },
            benchmarkSet: set && { id: toGlobalId("BenchmarkSet", set.id), name: set.name },
            protocol: enumName(run.protocol),
            ks: run.ks,
            resamples: run.resamples,
          };
        });
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            MODEL: ({ modelVersion: model }) => model && `${model.name}@${model.version}`,
            SET: ({ benchmarkSet: set }) => set?.name,
            K: ({ ks }) => (ks.length > 0 ? ks.join(",") : "-"),
            ...STATE_COLUMNS,
            ...ID_COLUMN,
          },
          rows,
          none: "No evaluations yet: bin/regionary evaluate --help",
        });
      }),
    );
}
