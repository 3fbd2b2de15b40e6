import type { DecodeMode } from "./decode-image";
import type { HeatMapRequest } from "./heat-map";
import type { Runtime } from "./open-session";
import type { Provider } from "./providers";
import type { ImageInput } from "./to-tensor";

/** A file of a model package with the names of what goes in and what comes out. */
export interface SessionFile {
  readonly file: string;
  readonly input: string;
  readonly output: string;
}

/** What the encode lane needs to know of a model; it opens the files when first asked. */
export interface EncodeModel {
  readonly key: string;
  readonly runtime: Runtime;
  readonly imageShape: readonly [3, number, number];
  readonly featureShape: readonly [channels: number, height: number, width: number];
  readonly globalSize: number;
  readonly body: SessionFile;
  readonly tail: SessionFile;
  readonly trunkFile: string;
}

/** What the score lane needs to know of a model. */
export interface ScoreModel {
  readonly key: string;
  readonly runtime: Runtime;
  readonly regionShape: readonly [positions: number, size: number];
  readonly wordSize: number;
  readonly classifiersFile: string;
  readonly scoreFile: string;
  readonly scoreMapsFile: string;
}

/** A vocabulary on its way to the score lane; its vectors go along only when the lane asks for them. */
export interface ScoredVocabulary {
  readonly key: string;
  readonly count: number;
  readonly vectors: Float32Array | null; // [C, W]
}

/** The work of the pixel thread. */
export type PixelTasks = {
  decode: {
    message: { image: Uint8Array; mode: DecodeMode; input: ImageInput };
    result: Float32Array; // [3, height, width]
  };
  heatMap: { message: HeatMapRequest; result: Uint8Array };
};

/** The work of the encode thread. */
export type EncodeTasks = {
  supported: { message: null; result: string[] };
  probe: { message: Provider; result: null };
  open: { message: EncodeModel; result: null };
  /** An item is null where the model's regions do not fit float16. */
  encode: {
    message: { model: EncodeModel; images: Float32Array; count: number }; // [N, 3, height, width]
    result: (Uint16Array | null)[]; // N of [P, R], float16
  };
};

/** The work of the score thread. Null asks for the vocabulary's vectors. */
export type ScoreTasks = {
  open: { message: ScoreModel; result: null };
  score: {
    message: {
      model: ScoreModel;
      vocabulary: ScoredVocabulary;
      regions: Uint16Array; // [N, P, R], float16
      count: number;
    };
    result: Float32Array | null; // [N, C]
  };
  maps: {
    message: { model: ScoreModel; regions: Uint16Array; vectors: Float32Array; count: number }; // [P, R], [L, W]
    result: Float32Array; // [P, L]
  };
};
