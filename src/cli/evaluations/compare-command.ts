import type { Command } from "commander";
import { acceptComparison } from "../../services/evaluations/comparisons/accept-comparison";
import { foundComparison } from "../../services/evaluations/comparisons/found-comparison";
import { fromGlobalId } from "../../services/global-id";
import { watchWork } from "../../services/work/watch-work";
import { followEvents } from "../follow-events";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { withJobs } from "../with-jobs";
import { comparisonAsJson, formatComparison } from "./format-comparison";

const PROGRESS = "[{bar}] {value}/{total} labels of both runs resampled";

/** `regionary compare`: what differs between two runs over the same set, and whether by more than chance. */
export function addCompare(program: Command, terminal: Terminal): void {
  program
    .command("compare")
    .description("compare two complete evaluation runs over the same set, label by label")
    .argument("<first>", "a run's id, as `evaluate` and `evaluations list` print it")
    .argument("<second>", "the run to compare with it")
    .option("--json", "print the whole comparison as JSON, with the names of labels")
    .action((first: string, second: string, { json }: { json?: true }) =>
      withDatabase(terminal, async (workplace) => {
        const [a, b] = [fromGlobalId("EvaluationRun", first), fromGlobalId("EvaluationRun", second)];
        const { id } = await acceptComparison(workplace.db, a, b);
        await withJobs(workplace, terminal, "COMPARISON", async (context) => {
          const events = watchWork(context, "COMPARISON", id, 0);
          const tell = progressLines(terminal, "labels of both runs resampled");
          await showProgress({ format: PROGRESS, total: 0 }, (update) =>
            followEvents(events, { signal: workplace.signal, terminal }, ({ done, total }) => {
              if (total > 0) update(done, total);
              tell(done, total);
            }),
          );
          const found = await foundComparison(context, id);
          const runs = [first, second] as const;
          terminal.print(json ? comparisonAsJson(runs, found) : formatComparison(runs, found));
        });
      }),
    );
}
