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
  /** float32 [terms, 3, positions of the whole scan] in shared memory; the first of these positions is `start`. */
  readonly results: SharedArrayBuffer;
  readonly start: number;
}

/** What a scanning thread does: writes the bounds and estimates of a part's scores into `results`. */
export type ScanTasks = { scan: { message: ScanPart; result: null } };
