import { positionsOf } from "../../../model/chain";
import type { ModelDescription } from "../../../model/description";
import { type SketchLayout, sketchLayout } from "../../../search/sketch/sketch-layout";

/** How sketches of a model's regions are laid out. */
export function layoutOf({ grid, score }: Pick<ModelDescription, "grid" | "score">): SketchLayout {
  return sketchLayout({
    ...{ rows: positionsOf(grid), whole: score.whole !== null, regionSize: grid.regionSize },
  });
}
