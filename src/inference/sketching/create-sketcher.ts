import path from "node:path";
import { RegionaryError } from "../../errors";
import type { Basis } from "../../search/sketch/basis";
import type { SketchLayout } from "../../search/sketch/sketch-layout";
import { createLane, type Lane } from "../../threads/lane";
import { pooledLane } from "../../threads/pooled-lane";
import { restingLane } from "../../threads/resting-lane";
import type { SketchTasks } from "./sketch-tasks";

/** Makes sketches of regions, on a thread of its own behind those that answer requests. */
export interface Sketcher {
  /**
   * The sketches of some images, one after another, of their regions, float16 [rows, R] each; all finite, as encoding
   * gives them. A few dozen images at a time are best.
   */
  sketch(basis: Basis, layout: SketchLayout, regions: readonly Uint16Array[]): Promise<Uint8Array>;
  /**
   * The basis in which sketches bound scores best, learned from the regions of some images (256 are enough) and from
   * classifiers [C, R] of labels like those that will be asked for (a thousand are enough; null where none are known).
   * The same regions and classifiers give the same bits. Takes seconds.
   */
  learn(
    layout: SketchLayout,
    regions: readonly Uint16Array[],
    classifiers: Float32Array | null,
  ): Promise<Basis>;
}

export type SketchLane = Lane<SketchTasks>;

/** The lane of a sketcher; its threads end after so long without use. Of the two, one may learn while the other sketches. */
export function createSketchLane(idleMs: number, log: (line: string) => void): SketchLane {
  const one = (): SketchLane => createLane("sketch", path.join(__dirname, "sketch-worker"), log);
  return restingLane(pooledLane([one(), one()]), idleMs);
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
    learn: (layout, regions, classifiers) =>
      lane.call("learn", () => ({ value: { layout, regions, classifiers }, transfer: [] })),
  };
}
