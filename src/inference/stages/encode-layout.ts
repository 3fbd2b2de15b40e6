import type { Provider } from "../providers/providers";

export const PRECISIONS = ["float32", "float16"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** A way to run the encode stage of a model: on how many lanes at once, each with how many threads. */
export interface EncodeLayout {
  readonly lanes: number;
  readonly threads: number;
  readonly precision: Precision;
  /** The threads of the lane for what is bound by memory, on the CPU; null where that is not apart. */
  readonly memoryThreads: number | null;
}

/** What layouts can be made of on a machine. */
interface EncodeResources {
  readonly provider: Provider;
  /** Threads of the CPU for all lanes together. */
  readonly threads: number;
  readonly gpus: number;
  /** The precisions in which the model's files exist. */
  readonly precisions: readonly Precision[];
  /** How many copies of the model fit in memory; each lane holds one, unless its stages are apart. */
  readonly copies: number;
  /** Whether it has stages that can be apart. */
  readonly canBeApart: boolean;
}

const MOST_CPU_LANES = 8;
/** On one GPU a second lane can copy while the first computes. */
const LANES_OF_A_GPU = [1, 2];
/** How much faster than one with fewer lanes or in full precision a layout must be to replace it. */
const LEAST_GAIN = 1.05;

/**
 * The layouts that are worth trying, those to be preferred first. On the CPU the threads are divided evenly, because
 * more threads than cores are slower; float16 is for GPUs, because a CPU has no arithmetic for it, and a GPU is
 * faster with all stages in one batch.
 */
export function layoutsFor(resources: EncodeResources): EncodeLayout[] {
  const { provider, threads, gpus, precisions, copies, canBeApart } = resources;
  if (provider !== "cpu")
    return precisions.flatMap((precision) =>
      LANES_OF_A_GPU.map((lanes) => ({ lanes: gpus * lanes, threads: 1, precision, memoryThreads: null })),
    );
  const layouts = cpuLanes(threads).map(
    (lanes) => ({ lanes, threads: threads / lanes, precision: "float32" }) as const,
  );
  // One thread has most of the bandwidth of two; only where there are many cores may it be too slow for them.
  const apart = canBeApart ? (threads > 2 ? [1, threads] : [1]) : [];
  const whole = layouts.filter(({ lanes }) => lanes === 1 || lanes <= copies);
  return [
    // Threads of one operator wait for each other when the lane for what is bound by memory takes a core.
    ...apart.flatMap((memoryThreads) => layouts.toReversed().map((layout) => ({ ...layout, memoryThreads }))),
    ...whole.map((layout) => ({ ...layout, memoryThreads: null })),
  ];
}

/**
 * The layout for encoding from features. On the CPU each lane has as few threads as possible: the trunk's
 * products are so small that threads sharing one wait for each other a third of the time.
 */
export function valuesLayout(layout: EncodeLayout, provider: Provider): EncodeLayout {
  if (provider !== "cpu") return layout;
  const threads = layout.lanes * layout.threads;
  const lanes = Math.max(...cpuLanes(threads));
  return { ...layout, lanes, threads: threads / lanes };
}

/** The numbers of lanes among which threads can be divided evenly. */
function cpuLanes(threads: number): number[] {
  return Array.from({ length: MOST_CPU_LANES }, (_, i) => i + 1).filter((lanes) => threads % lanes === 0);
}

/** The most lanes that any layout has. */
export function mostLanes(gpus: number): number {
  return Math.max(MOST_CPU_LANES, ...LANES_OF_A_GPU.map((lanes) => gpus * lanes));
}

/** Whether one layout is so much faster than another that it takes its place. */
export function isWorthIt(imagesPerSecond: number, insteadOf: number): boolean {
  return imagesPerSecond >= LEAST_GAIN * insteadOf;
}
