import { monitorEventLoopDelay } from "node:perf_hooks";
import { type App, startApp } from "../../src/app";
import { readConfig } from "../../src/config";
import { answerParent } from "../runner/child";

const RESOLUTION_MS = 5;

/** What the service's process has used since it was told to begin; its threads are counted, the database is not. */
export interface Usage {
  readonly cpuMs: number;
  /** How late a timer of the API's thread is; what Node reports holds the timer's own interval, too. */
  readonly eventLoopDelayP99Ms: number;
  readonly rssBytes: number;
}

export type ServiceCommand = { readonly command: "start" | "begin" | "usage" };

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let cpu = process.cpuUsage();
let app: App | undefined;

/** The service as it is, in a process that tells what it uses. */
answerParent<ServiceCommand>(
  async ({ command }) => {
    if (command === "start") {
      app = await startApp(readConfig(process.env), () => undefined);
      return app.url;
    }
    if (command === "begin") {
      cpu = process.cpuUsage();
      delay.enable();
      delay.reset();
      return null;
    }
    const { user, system } = process.cpuUsage(cpu);
    return {
      cpuMs: (user + system) / 1000,
      eventLoopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
      rssBytes: process.memoryUsage.rss(),
    } satisfies Usage;
  },
  async () => app?.stop(),
);
