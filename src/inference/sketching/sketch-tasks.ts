import type { Basis } from "../../search/sketch/basis";
import type { SketchLayout } from "../../search/sketch/sketch-layout";

/** What sketching takes of a basis. */
export type SketchingBasis = Omit<Basis, "ofClassifiers">;

/** The tasks of the sketch thread. A result of null asks for the basis. */
export type SketchTasks = {
  sketch: {
    message: {
      layout: SketchLayout;
      /** Stands for the basis and the layout; the thread remembers those that it was used with last. */
      key: number;
      basis: SketchingBasis | null;
      regions: readonly Uint16Array[]; // [rows, R] each, float16
    };
    result: Uint8Array<ArrayBuffer> | null; // the sketches, one after another
  };
  learn: {
    message: {
      layout: SketchLayout;
      regions: readonly Uint16Array[]; // [rows, R] each, float16
      classifiers: Float32Array | null; // [C, R]
    };
    result: Basis;
  };
};
