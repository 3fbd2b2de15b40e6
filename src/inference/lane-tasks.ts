import type { PictureInput } from "../pictures/picture-input";
import type { EncodeLayout, Precision } from "./encode/encode-layout";
import type { Provider } from "./providers/providers";
import type { Runtime } from "./sessions/open-session";

/** The names of what goes into a graph and what comes out. */
export interface Terminals {
  readonly input: string;
  readonly output: string;
}

/** The files of the encode stage in one precision. */
export interface EncodeFiles {
  readonly body: string;
  readonly tail: string;
  readonly trunk: string;
}

/** What is known of the encode stage of a model, and how it runs. */
export interface EncodeModel {
  readonly key: string;
  readonly provider: Provider;
  readonly layout: EncodeLayout;
  /** The GPUs that its lanes take in turn, at least one. */
  readonly gpus: readonly number[];
  /** No batch is larger, padding included. */
  readonly maxBatch: number;
  readonly input: PictureInput;
  readonly featureShape: readonly [channels: number, height: number, width: number];
  readonly globalSize: number;
  /** R, of each of the h x w regions. */
  readonly regionSize: number;
  readonly body: Terminals;
  readonly tail: Terminals;
  readonly files: Readonly<Record<Precision, EncodeFiles>>;
}

/** A model for one encode lane, which opens the files when first asked. */
export type LaneEncodeModel = Omit<EncodeModel, "layout" | "files" | "provider" | "gpus"> & {
  readonly runtime: Runtime;
  readonly files: EncodeFiles;
};

/** The part of a model that one lane of its layout needs. */
export function encodeModelOn(model: EncodeModel, lane: number): LaneEncodeModel {
  const { layout, files, provider, gpus, ...shapes } = model;
  const gpu = gpus[lane % gpus.length]!;
  // The key is of the sessions: a model in another layout has others.
  const key = [model.key, provider, layout.precision, layout.threads, gpu].join("\n");
  const runtime = { provider, threads: layout.threads, gpu };
  return { ...shapes, key, runtime, files: files[layout.precision] };
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

/** Numbers as they are stored, float32 or float16 by their bits, where all threads see them. */
export type SharedNumbers = Float32Array<SharedArrayBuffer> | Uint16Array<SharedArrayBuffer>;

/** What a backbone made of some images. */
export interface FeatureBatch {
  readonly count: number;
  readonly features: SharedNumbers; // [N, Cf, h, w]
  readonly global: SharedNumbers | null; // [N, G]
}

/** The work of the encode thread. */
export type EncodeTasks = {
  supported: { message: null; result: string[] };
  probe: { message: { provider: Provider; gpu: number }; result: null };
  /** Forgets the sessions of a model, should they be open. */
  close: { message: LaneEncodeModel; result: null };
  /** An item is null where the model's regions do not fit float16. */
  encode: {
    message: { model: LaneEncodeModel; images: Uint8Array; count: number }; // [N, height, width, 3]
    result: (Uint16Array | null)[]; // N of [P, R], float16
  };
  /**
   * From what a backbone made earlier; without scene vectors its tail makes them. Writes the regions, float16;
   * false where the model's do not fit that.
   */
  encodeFeatures: {
    message: { model: LaneEncodeModel; batch: FeatureBatch; regions: Uint16Array<SharedArrayBuffer> }; // [N, P, R]
    result: boolean;
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
