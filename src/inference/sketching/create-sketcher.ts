import path from "node:path";
import { RegionaryError } from "../../errors";
import type { Basis } from "../../search/sketch/basis";
import type { SketchLayout } from "../../search/sketch/sketch-layout";
import { createLane, type Lane } from "../../threads/lane";
import { restingLane } from "../../threads/resting-lane";
import type { SketchTasks } from "./sketch-tasks";

/** Makes sketches of regions, on a thread of its own behind those that answer requests. */
export interface Sketcher {
  /**
   * The sketches of some images, one after another, of their regions, float16 [rows, R] each; all finite, as encoding
   * gives them. A few dozen images at a time are best.
   */
  sketch(basis: Basis, layout: SketchLayout, regions: readonly Uint16Array[]): Promise<Uint8Array>;
}

export type SketchLane = Lane<SketchTasks>;

/** The lane of a sketcher; its thread ends after so long without use. */
export function createSketchLane(idleMs: number, log: (line: string) => void): SketchLane {
  return restingLane(createLane("sketch", path.join(__dirname, "sketch-worker"), log), idleMs);
}

export function createSketcher(lane: SketchLane): Sketcher {
  const keys = new WeakMap<Basis, number>();
  let last = 0;
  const keyOf = (basis: Basis) => {
    const key = keys.get(basis) ?? ++last;
    keys.set(basis, key);
    return key;
  };
  return {
    async sketch(basis, layout, regions) {
      const key = keyOf(basis);
      const { ofClassifiers: _, ...sketching } = basis;
      const ask = (given: typeof sketching | null) =>
        lane.call("sketch", () => ({ value: { layout, key, basis: given, regions }, transfer: [] }));
      const sketches = (await ask(null)) ?? (await ask(sketching));
      if (!sketches)
        throw new RegionaryError(
          "LANE_FAILED",
          "The sketch lane asked for a basis that it was just given. Try again.",
        );
      return sketches;
    },
  };
}
