import { progress } from "../runner/progress";
import type { BenchModel } from "../workplace";
import { type DirectRate, type DirectRuntime, openDirectRuntime } from "./direct-runtime";

const BATCHES = [1, 2, 4, 8];
const SESSIONS = [1, 2];

/** The way of calling ONNX Runtime directly that was fastest, ready to be measured again. */
export interface BestDirectRuntime {
  /** In words. */
  readonly setting: string;
  readonly batch: number;
  /** How long a batch of that size takes. */
  readonly batchMs: number;
  /** How much faster it is than the best with single images. */
  readonly batchingGain: number;
  /** The least of all settings: those that spin while they wait use more for the same work. */
  readonly cpuMsPerImage: number;
  measure(seconds: number): Promise<DirectRate>;
  close(): Promise<void>;
}

/**
 * Tries one session on all cores and two that share them, each with batches of 1 to 8, at ONNX Runtime's own
 * defaults, as someone would who calls it without a service: no queue, no float16, inputs ready.
 */
export async function bestDirectRuntime(
  model: BenchModel,
  options: { provider: string; labels: number; secondsEach: number; bodyOnly?: boolean },
): Promise<BestDirectRuntime> {
  const { provider, labels, secondsEach, bodyOnly = false } = options;
  progress(`${model.name}: the best of ONNX Runtime called directly`);
  const tried: { runtime: DirectRuntime; batch: number; rate: DirectRate }[] = [];
  const runtimes = SESSIONS.map((sessions) =>
    openDirectRuntime(model, { provider, sessions, labels, bodyOnly }),
  );
  for (const runtime of runtimes)
    for (const batch of BATCHES) {
      const rate = await runtime.measure(batch, secondsEach);
      progress(`${model.name}: ${settingOf(runtime, batch)}: ${rate.imagesPerSecond.toFixed(1)} images/s`);
      tried.push({ runtime, batch, rate });
    }
  const fastest = (among: typeof tried) =>
    among.reduce((best, one) => (one.rate.imagesPerSecond > best.rate.imagesPerSecond ? one : best));
  const { runtime, batch, rate } = fastest(tried);
  await Promise.all(runtimes.filter((other) => other !== runtime).map((other) => other.close()));
  const single = fastest(tried.filter((one) => one.batch === 1)).rate.imagesPerSecond;
  return {
    setting: settingOf(runtime, batch),
    batch,
    batchMs: (1000 * batch * runtime.sessions) / rate.imagesPerSecond,
    batchingGain: rate.imagesPerSecond / single,
    cpuMsPerImage: Math.min(...tried.map((one) => one.rate.cpuMsPerImage)),
    measure: (seconds) => runtime.measure(batch, seconds),
    close: () => runtime.close(),
  };
}

function settingOf({ sessions, threads }: DirectRuntime, batch: number): string {
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
  return `${counted(sessions, "session")} of ${counted(threads, "thread")}, batches of ${batch}`;
}
