import type { SectionReport } from "../../evaluation/report/report";
import { LabelReportObject } from "../../schema/evaluations/label-report";
import type { ReportOwner } from "../../schema/evaluations/report-owner";
import { evaluationRuns } from "../../storage/evaluations/evaluation-runs";
import type { RequestContext } from "../request-context";
import { reportOwner } from "./owner-of-report";

/** The figures at a place of a section's list of labels. */
export function labelReport(owner: ReportOwner, report: SectionReport, place: number): LabelReportObject {
  const { section, perClass, intervals } = report;
  return new LabelReportObject(owner, section, perClass[place]!, intervals?.averagePrecision[place] ?? null);
}

/** The figures of a label in a section of a run's report; null if there are none. */
export async function findLabelReport(
  context: RequestContext,
  { runId, section, position }: { runId: string; section: string; position: number },
): Promise<LabelReportObject | null> {
  const run = await context.loaders.work(evaluationRuns).load(runId);
  const report = run && (await context.services.evaluations.reportOf(runId));
  const found = report?.sections.find((candidate) => candidate.section === section);
  const place = found?.perClass.findIndex((label) => label.class === position) ?? -1;
  return run && found && place >= 0 ? labelReport(await reportOwner(context, run), found, place) : null;
}
