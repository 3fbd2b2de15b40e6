import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { BenchModel } from "../workplace";
import type { DirectCount, DirectOptions, DirectRun } from "./direct-worker";

/** What ONNX Runtime does when it is called directly. */
export interface DirectRate {
  readonly imagesPerSecond: number;
  readonly cpuMsPerImage: number;
}

/** ONNX Runtime on the files of a model's packages, in worker threads that share the cores evenly. */
export interface DirectRuntime {
  readonly sessions: number;
  readonly threads: number;
  /** Keeps every worker at batches of this size for so long; nothing else of this process may run. */
  measure(batch: number, seconds: number): Promise<DirectRate>;
  close(): Promise<void>;
}

export function openDirectRuntime(
  { description, directory }: BenchModel,
  options: { provider: string; sessions: number; labels: number; bodyOnly: boolean },
): DirectRuntime {
  const { sessions, ...same } = options;
  const threads = Math.max(1, Math.floor(os.availableParallelism() / sessions));
  const workers = Array.from(
    { length: sessions },
    () =>
      new Worker(path.join(__dirname, "direct-worker.ts"), {
        execArgv: ["-r", "@swc-node/register"],
        workerData: { ...same, description, directory, threads } satisfies DirectOptions,
      }),
  );
  const runOn = async (worker: Worker, run: DirectRun) => {
    worker.postMessage(run);
    const [count] = (await once(worker, "message")) as [DirectCount];
    return count;
  };
  return {
    sessions,
    threads,
    async measure(batch, seconds) {
      await Promise.all(workers.map((worker) => runOn(worker, { batch, seconds: 0 }))); // all are warm
      const cpu = process.cpuUsage();
      const counts = await Promise.all(workers.map((worker) => runOn(worker, { batch, seconds })));
      const { user, system } = process.cpuUsage(cpu);
      const images = counts.reduce((sum, count) => sum + count.images, 0);
      return {
        imagesPerSecond: counts.reduce((sum, { images: own, ms }) => sum + (own * 1000) / ms, 0),
        cpuMsPerImage: (user + system) / 1000 / images,
      };
    },
    async close() {
      await Promise.all(
        workers.map((worker) => {
          worker.postMessage("end");
          return once(worker, "exit");
        }),
      );
    },
  };
}
