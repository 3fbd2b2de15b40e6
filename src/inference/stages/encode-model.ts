import type { Stage } from "../../model/description";
import type { PictureInput } from "../../pictures/picture-input";
import type { Provider } from "../providers/providers";
import type { Runtime } from "../sessions/open-session";
import type { EncodeLayout, Precision } from "./encode-layout";

/** The encode stages of a model, and how they run. */
export interface EncodeModel {
  readonly key: string;
  readonly provider: Provider;
  readonly layout: EncodeLayout;
  /** The GPUs that its lanes use in turn, at least one. */
  readonly gpus: readonly number[];
  /** The largest batch, padding included. */
  readonly maxBatch: number;
  readonly picture: PictureInput;
  /**
   * With the paths of their files on this machine, in each precision that exists; of several that make a value, the
   * better before the others.
   */
  readonly stages: Readonly<Record<Precision, readonly Stage[]>>;
}

/** A model for one encode lane, which opens the files when first asked. */
export interface LaneEncodeModel {
  readonly key: string;
  readonly runtime: Runtime;
  readonly maxBatch: number;
  readonly picture: PictureInput;
  readonly stages: readonly Stage[];
}

/** The part of a model that one lane of its layout needs. */
export function encodeModelOn(model: EncodeModel, lane: number): LaneEncodeModel {
  const { key, layout, stages, provider, gpus, maxBatch, picture } = model;
  const gpu = gpus[lane % gpus.length]!;
  return {
    key,
    runtime: { provider, threads: layout.threads, gpu, place: provider === "cpu" ? "behindRequests" : null },
    maxBatch,
    picture,
    stages: stages[layout.precision],
  };
}
