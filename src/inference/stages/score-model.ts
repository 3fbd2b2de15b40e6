import path from "node:path";
import { positionsOf, rowsOf } from "../../model/chain";
import type { LabelSource, ModelDescription } from "../../model/description";
import type { ShelfModel } from "../sessions/session-shelf";

/** What the score lane needs to know of a model. */
export interface ScoreModel extends ShelfModel {
  /** P, and R of each. */
  readonly positions: number;
  /** P, or P + 1 where the last row is the whole picture. */
  readonly rows: number;
  /** The whole picture's share in a score; null where there is no such row. */
  readonly share: number | null;
  readonly regionSize: number;
  /** With the paths of its files on this machine, like those below. */
  readonly labels: LabelSource;
  readonly scoreFile: string;
  readonly mapsFile: string;
}

/** A model as the score lane takes it, always on the CPU, where scoring is cheap, with this many threads. */
export function scoreModelOf(
  key: string,
  { grid, labels, score }: Pick<ModelDescription, "grid" | "labels" | "score">,
  directory: string,
  threads: number,
): ScoreModel {
  const at = (file: string) => path.resolve(directory, file);
  return {
    key,
    runtime: { provider: "cpu", threads },
    positions: positionsOf(grid),
    rows: rowsOf({ grid, score }),
    share: score.whole?.share ?? null,
    regionSize: grid.regionSize,
    labels: labels.from === "words" ? { ...labels, classifiers: at(labels.classifiers) } : labels,
    scoreFile: at(score.graph),
    mapsFile: at(score.maps),
  };
}
