import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SectionName } from "../../evaluation/scores/protocols";
import { EvaluationSectionReport } from "../../schema/evaluations/evaluation-report";
import { LabelReportObject } from "../../schema/evaluations/label-report";
import type { RequestContext } from "../request-context";

const THEMES =
  "An SVG in the colours that the viewer prefers, or with `&theme=light` or `&theme=dark` in those.";

type Plot = "pr-curve" | "histogram" | "ap-per-class";

function plotUrl(
  { publicUrl }: RequestContext,
  plot: Plot,
  { runId, section, label }: { runId: string; section: SectionName; label?: number },
): string {
  const query = new URLSearchParams({ section, ...(label !== undefined && { label: String(label) }) });
  return `${publicUrl}/evaluations/${runId}/${plot}.svg?${query}`;
}

@Resolver(() => EvaluationSectionReport)
export class SectionPlotsResolver {
  @FieldResolver(() => String, {
    description: `Precision over recall of one ranking of all pairs of an image and a label (micro). ${THEMES}`,
  })
  precisionRecallUrl(@Root() { owner, row }: EvaluationSectionReport, @Ctx() context: RequestContext) {
    return plotUrl(context, "pr-curve", { runId: owner.runId, section: row.section });
  }

  @FieldResolver(() => String, {
    description: `How the scores of all its labels are spread, where they are there and where not. ${THEMES}`,
  })
  histogramUrl(@Root() { owner, row }: EvaluationSectionReport, @Ctx() context: RequestContext) {
    return plotUrl(context, "histogram", { runId: owner.runId, section: row.section });
  }

  @FieldResolver(() => String, {
    description: `The average precision of its labels as bars, the highest first; of more than 80 the 40 best and the 40 worst. ${THEMES}`,
  })
  apPerClassUrl(@Root() { owner, row }: EvaluationSectionReport, @Ctx() context: RequestContext) {
    return plotUrl(context, "ap-per-class", { runId: owner.runId, section: row.section });
  }
}

@Resolver(() => LabelReportObject)
export class LabelPlotsResolver {
  @FieldResolver(() => String, { description: `Precision over recall. ${THEMES}` })
  precisionRecallUrl(@Root() { owner, section, row }: LabelReportObject, @Ctx() context: RequestContext) {
    return plotUrl(context, "pr-curve", { runId: owner.runId, section, label: row.class });
  }

  @FieldResolver(() => String, {
    description: `How its scores are spread, where it is there and where not. ${THEMES}`,
  })
  histogramUrl(@Root() { owner, section, row }: LabelReportObject, @Ctx() context: RequestContext) {
    return plotUrl(context, "histogram", { runId: owner.runId, section, label: row.class });
  }
}
