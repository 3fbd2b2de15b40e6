import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Opened, Opening, SettingCount, SettingRun } from "./settings-worker";

/** What sessions do together. */
export interface SettingRate {
  readonly imagesPerSecond: number;
  readonly cpuMsPerImage: number;
}

/** Sessions of one file with one setting, in a thread each. */
export interface SessionsWith {
  readonly setting: string;
  /** In the order in which they were opened. */
  readonly opened: readonly Opened[];
  /** Keeps all at batches for so long; nothing else of this process may run. */
  measure(run: SettingRun): Promise<SettingRate>;
  close(): Promise<void>;
}

export async function openSessionsWith(opening: Opening, sessions: number): Promise<SessionsWith> {
  const workers: Worker[] = [];
  const opened: Opened[] = [];
  for (let i = 0; i < sessions; i++) {
    const worker = new Worker(path.join(__dirname, "settings-worker.ts"), {
      execArgv: ["-r", "@swc-node/register"],
      workerData: opening,
    });
    workers.push(worker);
    opened.push(((await once(worker, "message")) as [Opened])[0]);
  }
  const runOn = async (worker: Worker, run: SettingRun) => {
    worker.postMessage(run);
    return ((await once(worker, "message")) as [SettingCount])[0];
  };
  return {
    setting: opening.setting,
    opened,
    async measure(run) {
      const cpu = process.cpuUsage();
      const counts = await Promise.all(workers.map((worker) => runOn(worker, run)));
      const { user, system } = process.cpuUsage(cpu);
      return {
        imagesPerSecond: counts.reduce((sum, { images, ms }) => sum + (1000 * images) / ms, 0),
        cpuMsPerImage: (user + system) / 1000 / counts.reduce((sum, { images }) => sum + images, 0),
      };
    },
    async close() {
      for (const worker of workers) {
        worker.postMessage("end");
        await once(worker, "exit");
      }
    },
  };
}
