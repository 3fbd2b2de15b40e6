import type { Stage } from "../../model/description";
import type { PictureInput } from "../../pictures/picture-input";
import type { Provider } from "../providers/providers";
import type { Runtime } from "../sessions/open-session";
import type { EncodeLayout, Precision } from "./encode-layout";
import { type Segment, segmentsFor } from "./segments";

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
  /** The most images that a stage bound by compute takes at once; on a GPU, the largest batch. */
  readonly maxBatch: number;
  readonly picture: PictureInput;
  readonly stages: readonly Stage[];
}

/** All threads of a layout: what a picture has that is alone. */
export function allThreads({ lanes, threads }: EncodeLayout): number {
  return lanes * threads;
}

/** The segments of a model that are needed when some values are given, in its layout. */
export function segmentsOf({ stages, layout }: EncodeModel, given: readonly string[] = ["image"]): Segment[] {
  return segmentsFor(stages[layout.precision], given, layout.memoryThreads !== null);
}

/** A segment of a model for a lane, which takes at most `maxBatch` pictures at once. */
export function segmentOn(
  { key, provider, gpus, picture }: EncodeModel,
  { stages }: Pick<Segment, "stages">,
  { lane, threads, maxBatch }: { readonly lane: number; readonly threads: number; readonly maxBatch: number },
): LaneEncodeModel {
  const gpu = gpus[lane % gpus.length]!;
  const place = provider === "cpu" ? "behindRequests" : null;
  return { key, runtime: { provider, threads, gpu, place }, maxBatch, picture, stages };
}
