import { RegionaryError } from "../../../errors";
import type { SectionReport } from "../../../evaluation/report/report";
import type { SectionName } from "../../../evaluation/scores/protocols";
import type { Theme } from "../../../plots/theme";
import { findBenchmarkSets } from "../../../storage/benchmarks/benchmark-sets";
import type { EvaluationRunRow } from "../../../storage/evaluations/evaluation-runs";
import { findModelVersions } from "../../../storage/models/model-versions";
import { findLabelsByPosition } from "../../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../../context";
import { notFound } from "../../not-found";
import { completeRun } from "../reports/measured-run";
import { sectionOf } from "../reports/report-parts";

/** Which part of a run is plotted. */
interface PlottedPart {
  readonly runId: string;
  readonly section: SectionName;
}

/** Which plot of a run is requested. */
export interface PlotRequest extends PlottedPart {
  /** Null for the one that the viewer prefers. */
  readonly theme: Theme | null;
}

/** A label's position in the vocabulary; null for all labels together. */
export interface LabelPlotRequest extends PlotRequest {
  readonly label: number | null;
}

/** What every plot of a complete run needs. */
interface PlottedRun {
  readonly run: EvaluationRunRow;
  readonly section: SectionReport;
  /** Which model was measured on which set, in which section. */
  readonly subtitle: string;
  /** The texts of labels at some positions. */
  readonly labels: (positions: readonly number[]) => Promise<ReadonlyMap<number, string>>;
}

/** The run, its section and its names. NOT_FOUND if the run or section does not exist, CONFLICT before it is complete. */
export async function plottedRun(
  { db, evaluations }: Pick<ServiceContext, "db" | "evaluations">,
  { runId, section: name }: PlottedPart,
): Promise<PlottedRun> {
  const run = await completeRun(db, runId);
  const [[set], [model], report] = await Promise.all([
    findBenchmarkSets(db, [run.benchmarkSetId]),
    findModelVersions(db, [run.modelVersionId]),
    evaluations.reportOf(runId),
  ]);
  if (!set || !model || !report)
    throw new RegionaryError("NOT_FOUND", "The evaluation run was just deleted.");
  const section = sectionOf(report, name);
  const images = section.images.toLocaleString("en");
  const part = report.seenClasses === 0 ? "all labels" : name; // as `sectionName`, for a line of little room
  return {
    run,
    section,
    subtitle: `${model.name} (version ${model.version}) on ${set.name}, ${part}, ${images} images`,
    labels: async (positions) => {
      const rows = await findLabelsByPosition(db, set.vocabularyId, positions);
      if (rows.length < positions.length) throw notFound("vocabulary"); // deleted with the run
      return new Map(rows.map(({ position, label }) => [position, label]));
    },
  };
}

/** What is drawn, one label or all together: its place in the section, and its name. NOT_FOUND if it is not in the section. */
export async function plottedLabel(
  { section, labels }: PlottedRun,
  position: number | null,
): Promise<{ readonly place: number; readonly name: string } | null> {
  if (position === null) return null;
  const place = section.perClass.findIndex(({ class: column }) => column === position);
  if (place < 0) {
    throw new RegionaryError(
      "NOT_FOUND",
      `The section ${section.section} has no label at position ${position}.`,
    );
  }
  return { place, name: (await labels([position])).get(position)! };
}
