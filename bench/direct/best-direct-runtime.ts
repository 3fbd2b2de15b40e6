import { progress } from "../runner/progress";
import type { BenchModel } from "../workplace";
import { type DirectRate, type DirectRuntime, openDirectRuntime } from "./direct-runtime";

const BATCHES = [1, 2, 4, 8, 16, 32];
const SESSIONS = [1, 2];
/** Larger batches of a layout are not tried after one that does less than this share of its best. */
const LEAST_SHARE = 0.99;

/** The way of calling ONNX Runtime directly that was fastest, ready to be measured again. */
export interface BestDirectRuntime {
  /** In words. */
  readonly setting: string;
  /** The least of all settings: those that spin while they wait use more for the same work. */
  readonly cpuMsPerImage: number;
  measure(seconds: number): Promise<DirectRate>;
  close(): Promise<void>;
}

interface Try {
  readonly runtime: DirectRuntime;
  readonly batch: number;
  readonly rate: DirectRate;
}

/**
 * Tries one session on all cores and two that share them, each with batches of 1 to 32, at ONNX Runtime's own
 * defaults, as someone would who calls it without a service: no queue, no float16, inputs ready.
 */
export async function bestDirectRuntime(
  model: BenchModel,
  options: { provider: string; labels: number; secondsEach: number; bodyOnly?: boolean },
): Promise<BestDirectRuntime> {
  const { provider, labels, secondsEach, bodyOnly = false } = options;
  progress(`${model.name}: the best of ONNX Runtime called directly`);
  const runtimes = SESSIONS.map((sessions) =>
    openDirectRuntime(model, { provider, sessions, labels, bodyOnly }),
  );
  const tried: Try[] = [];
  for (const runtime of runtimes) tried.push(...(await tryBatches(model.name, runtime, secondsEach)));
  const { runtime, batch } = fastest(tried);
  await Promise.all(runtimes.filter((other) => other !== runtime).map((other) => other.close()));
  return {
    setting: settingOf(runtime, batch),
    cpuMsPerImage: Math.min(...tried.map(({ rate }) => rate.cpuMsPerImage)),
    measure: (seconds) => runtime.measure(batch, seconds),
    close: () => runtime.close(),
  };
}

async function tryBatches(name: string, runtime: DirectRuntime, seconds: number): Promise<Try[]> {
  const tried: Try[] = [];
  for (const batch of BATCHES) {
    const rate = await runtime.measure(batch, seconds);
    progress(`${name}: ${settingOf(runtime, batch)}: ${rate.imagesPerSecond.toFixed(1)} images/s`);
    tried.push({ runtime, batch, rate });
    if (rate.imagesPerSecond < LEAST_SHARE * fastest(tried).rate.imagesPerSecond) break;
  }
  return tried;
}

function fastest(tried: readonly Try[]): Try {
  return tried.reduce((best, one) => (one.rate.imagesPerSecond > best.rate.imagesPerSecond ? one : best));
}

function settingOf({ sessions, threads }: DirectRuntime, batch: number): string {
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
  return `${counted(sessions, "session")} of ${counted(threads, "thread")}, batches of ${batch}`;
}
