import type { Basis } from "../../../src/search/sketch/basis";
import type { SketchLayout } from "../../../src/search/sketch/sketch-layout";
import type { MadeFrom } from "./made-tables";

/** What a thread that makes images can do. */
export type MadeTasks = {
  /** Images one after another: their sketches, the scores of some classifiers, and the means of their regions. */
  index: {
    message: {
      readonly of: MadeFrom;
      readonly from: number;
      readonly count: number;
      readonly layout: SketchLayout;
      readonly basis: Basis;
      readonly classifiers: Float32Array; // [C, R]
    };
    result: {
      readonly sketches: Uint8Array;
      readonly scores: Float32Array; // [count, C]
      readonly means: Float32Array; // [count, R]
    };
  };
  /** Some images' regions, float16, into memory shared by all threads. */
  regions: {
    message: {
      readonly of: MadeFrom;
      readonly images: readonly number[];
      readonly regions: Uint16Array<SharedArrayBuffer>; // [n, P, R]
    };
    result: null;
  };
};
