import { monitorEventLoopDelay } from "node:perf_hooks";
import { type App, startApp } from "../../src/app";
import { readConfig } from "../../src/config";
import { answerParent } from "../runner/child";
import { type CpuTimes, cpuTimes, parentOf } from "./cpu-times";

const RESOLUTION_MS = 5;

/** What the service's process and its database have used since they were told to begin. */
export interface Usage extends CpuTimes {
  /** How late a timer of the API's thread is; what Node reports holds the timer's own interval, too. */
  readonly eventLoopDelayP99Ms: number;
  readonly rssBytes: number;
}

export type ServiceCommand =
  | { readonly command: "begin" | "usage" }
  /** With `firstModel`, an empty data directory gets the model that ships, as a new installation does. */
  | { readonly command: "start"; readonly firstModel: boolean };

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let begun = cpuTimes(Number.NaN);
let app: App | undefined;
let postmaster = Number.NaN;

/** The service as it is, in a process that tells what it uses. */
answerParent<ServiceCommand>(
  async (asked) => {
    if (asked.command === "start") {
      const { firstModel } = asked;
      app = await startApp(readConfig(process.env), () => undefined, { firstModel });
      postmaster = await postmasterOf(app);
      return app.url;
    }
    if (asked.command === "begin") {
      begun = cpuTimes(postmaster);
      delay.enable();
      delay.reset();
      return null;
    }
    const now = cpuTimes(postmaster);
    return {
      processMs: now.processMs - begun.processMs,
      apiMs: now.apiMs - begun.apiMs,
      postgresMs: now.postgresMs - begun.postgresMs,
      eventLoopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
      rssBytes: process.memoryUsage.rss(),
    } satisfies Usage;
  },
  async () => app?.stop(),
);

/** A backend's parent. */
async function postmasterOf({ context }: App): Promise<number> {
  const { rows } = await context.db.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return parentOf(rows[0]!.pid);
}
