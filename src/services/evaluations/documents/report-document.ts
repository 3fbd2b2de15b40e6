import { readEvaluationReport } from "../../../storage/evaluations/evaluation-reports";
import type { EvaluationRunRow } from "../../../storage/evaluations/evaluation-runs";
import type { ServiceContext } from "../../context";
import { describeRun } from "./described-run";

/**
 * A run's report as a document of its own: `about` says what its numbers stand for, and after it come the figures,
 * byte for byte as they were stored. Null while there is no report.
 */
export async function reportDocument(
  context: Pick<ServiceContext, "db" | "version">,
  run: EvaluationRunRow,
): Promise<string | null> {
  const figures = await readEvaluationReport(context.db, run.id);
  if (figures === null) return null;
  const { about } = await describeRun(context, run);
  return joinDocument(about, figures);
}

/** Puts `about` before the members of a JSON object, which stay as they are. */
export function joinDocument(about: object, figures: string): string {
  return `{"about":${JSON.stringify(about)},${figures.slice(1)}`;
}
