import type { ScoreRule } from "../sketch/bound-score";
import type { ProjectedTerm } from "../sketch/project-classifier";
import type { SketchLayout } from "../sketch/sketch-layout";

/** The scan of some consecutive sketches of a file. */
export interface ScanPart {
  readonly sketchPath: string;
  readonly layout: SketchLayout;
  readonly terms: readonly ProjectedTerm[];
  readonly rule: ScoreRule;
  /** The positions `from` up to `to`. */
  readonly from: number;
  readonly to: number;
}

/** What a scanning thread does: bounds and estimates the scores of a part, [terms, 3, positions]. */
export type ScanTasks = { scan: { message: ScanPart; result: Float32Array } };
