import type { Provider } from "../providers/providers";

export const PRECISIONS = ["float32", "float16"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** A way to run the encode stage of a model: on how many lanes at once, each with how many threads. */
export interface EncodeLayout {
  readonly lanes: number;
  readonly threads: number;
  readonly precision: Precision;
}

/** What layouts can be made of on a machine. */
interface EncodeResources {
  readonly provider: Provider;
  /** Threads of the CPU for all lanes together. */
  readonly threads: number;
  readonly gpus: number;
  /** The precisions in which the model's files exist. */
  readonly precisions: readonly Precision[];
  /** How many copies of the model fit in memory; each lane holds one. */
  readonly copies: number;
}

const CPU_LANES = [1, 2, 4, 8];
/** On one GPU a second lane can copy while the first computes. */
const LANES_OF_A_GPU = [1, 2];
/** How much faster than one with fewer lanes or in full precision a layout must be to replace it. */
const LEAST_GAIN = 1.05;

/**
 * The layouts that are worth trying, the plainest first. On the CPU the threads are divided evenly, because
 * more threads than cores are slower; float16 is for GPUs, because a CPU has no arithmetic for it.
 */
export function layoutsFor({ provider, threads, gpus, precisions, copies }: EncodeResources): EncodeLayout[] {
  if (provider === "cpu") {
    const counts = CPU_LANES.filter((lanes) => lanes === 1 || (lanes <= copies && threads % lanes === 0));
    return counts.map((lanes) => ({ lanes, threads: threads / lanes, precision: "float32" }));
  }
  return precisions.flatMap((precision) =>
    LANES_OF_A_GPU.map((lanes) => ({ lanes: gpus * lanes, threads: 1, precision })),
  );
}

/**
 * The layout for encoding from features. On the CPU each lane has as few threads as possible: the trunk's
 * products are so small that threads sharing one wait for each other a third of the time.
 */
export function valuesLayout(layout: EncodeLayout, provider: Provider): EncodeLayout {
  if (provider !== "cpu") return layout;
  const threads = layout.lanes * layout.threads;
  const lanes = Math.max(...CPU_LANES.filter((count) => threads % count === 0));
  return { ...layout, lanes, threads: threads / lanes };
}

/**
 * The lane for a batch that the batcher puts on its lane of this number. Sessions keep the threads they were
 * opened with, and a lane holds a file once, so work that needs other threads than pictures do has lanes of
 * its own.
 */
export function laneFor(layout: EncodeLayout, pictures: EncodeLayout, lane: number): number {
  return layout.threads === pictures.threads ? lane : pictures.lanes + lane;
}

/** The most lanes that any layout has. */
export function mostLanes(gpus: number): number {
  return Math.max(...CPU_LANES, ...LANES_OF_A_GPU.map((lanes) => gpus * lanes));
}

/** Whether one layout is so much faster than another that it takes its place. */
export function isWorthIt(imagesPerSecond: number, insteadOf: number): boolean {
  return imagesPerSecond >= LEAST_GAIN * insteadOf;
}
