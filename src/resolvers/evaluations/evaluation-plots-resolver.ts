import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SectionName } from "../../evaluation/scores/protocols";
import { CountsFor } from "../../schema/entries";
import { EvaluationSectionReport } from "../../schema/evaluations/evaluation-report";
import { LabelReportObject } from "../../schema/evaluations/label-report";
import {
  COST_OF_PLOT,
  PrecisionRecallCurveObject,
  ScoreHistogramObject,
} from "../../schema/evaluations/plotted";
import { curveOf, histogramOf } from "../../services/evaluations/plots/plotted-data";
import { toGlobalId } from "../../services/global-id";
import type { RequestContext } from "../request-context";

const THEMES = "An SVG in the viewer's preferred colors; add `&theme=light` or `&theme=dark` to choose.";

type Plot = "pr-curve" | "histogram" | "ap-per-class";

function plotUrl(
  { linkTo }: RequestContext,
  plot: Plot,
  { runId, section, label }: { runId: string; section: SectionName; label?: number },
): string {
  const query = new URLSearchParams({ section, ...(label !== undefined && { label: String(label) }) });
  return linkTo(`/evaluations/${toGlobalId("EvaluationRun", runId)}/${plot}.svg?${query}`);
}

@Resolver(() => EvaluationSectionReport)
export class SectionPlotsResolver {
  @CountsFor(COST_OF_PLOT)
  @FieldResolver(() => PrecisionRecallCurveObject, {
    description: "The precision-recall curve of one ranking of all pairs of an image and a label (micro).",
  })
  async precisionRecall(
    @Root() { owner, row }: EvaluationSectionReport,
    @Ctx() { services }: RequestContext,
  ) {
    const { section } = row;
    return new PrecisionRecallCurveObject(
      await curveOf(services, { runId: owner.runId, section, label: null }),
    );
  }

  @CountsFor(COST_OF_PLOT)
  @FieldResolver(() => ScoreHistogramObject, {
    description:
      "The distribution of the scores of all its labels, where they are present and where they are absent.",
  })
  async scoreHistogram(@Root() { owner, row }: EvaluationSectionReport, @Ctx() { services }: RequestContext) {
    const { section } = row;
    return new ScoreHistogramObject(
      await histogramOf(services, { runId: owner.runId, section, label: null }),
    );
  }

  @FieldResolver(() => String, {
    description: `The precision-recall curve of one ranking of all pairs of an image and a label (micro). ${THEMES}`,
  })
  precisionRecallUrl(@Root() { owner, row }: EvaluationSectionReport, @Ctx() context: RequestContext) {
    return plotUrl(context, "pr-curve", { runId: owner.runId, section: row.section });
  }

  @FieldResolver(() => String, {
    description: `The distribution of the scores of all its labels, where they are present and where they are absent. ${THEMES}`,
  })
  histogramUrl(@Root() { owner, row }: EvaluationSectionReport, @Ctx() context: RequestContext) {
    return plotUrl(context, "histogram", { runId: owner.runId, section: row.section });
  }

  @FieldResolver(() => String, {
    description: `The average precision of its labels as bars, highest first; of more than 80, the 40 best and the 40 worst. ${THEMES}`,
  })
  apPerClassUrl(@Root() { owner, row }: EvaluationSectionReport, @Ctx() context: RequestContext) {
    return plotUrl(context, "ap-per-class", { runId: owner.runId, section: row.section });
  }
}

@Resolver(() => LabelReportObject)
export class LabelPlotsResolver {
  @CountsFor(COST_OF_PLOT)
  @FieldResolver(() => PrecisionRecallCurveObject, { description: "Its precision-recall curve." })
  async precisionRecall(
    @Root() { owner, section, row }: LabelReportObject,
    @Ctx() { services }: RequestContext,
  ) {
    return new PrecisionRecallCurveObject(
      await curveOf(services, { runId: owner.runId, section, label: row.class }),
    );
  }

  @CountsFor(COST_OF_PLOT)
  @FieldResolver(() => ScoreHistogramObject, {
    description: "The distribution of its scores, where it is present and where it is absent.",
  })
  async scoreHistogram(
    @Root() { owner, section, row }: LabelReportObject,
    @Ctx() { services }: RequestContext,
  ) {
    return new ScoreHistogramObject(
      await histogramOf(services, { runId: owner.runId, section, label: row.class }),
    );
  }

  @FieldResolver(() => String, { description: `Its precision-recall curve. ${THEMES}` })
  precisionRecallUrl(@Root() { owner, section, row }: LabelReportObject, @Ctx() context: RequestContext) {
    return plotUrl(context, "pr-curve", { runId: owner.runId, section, label: row.class });
  }

  @FieldResolver(() => String, {
    description: `The distribution of its scores, where it is present and where it is absent. ${THEMES}`,
  })
  histogramUrl(@Root() { owner, section, row }: LabelReportObject, @Ctx() context: RequestContext) {
    return plotUrl(context, "histogram", { runId: owner.runId, section, label: row.class });
  }
}
