import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { compiledSource } from "../compile-source";
import { type Answer, post } from "./test-service";

const root = path.resolve(__dirname, "../../..");
const startPatienceMs = 40_000;

/** How a process ended. */
interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The service as a process of its own, to be ended in every way a process can end. */
export interface ServiceProcess {
  readonly url: string;
  /** All that it wrote, on both channels. */
  output(): string;
  query(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Sends signals one after the other, each when `between` resolves, and waits for the end. */
  end(signals: readonly NodeJS.Signals[], between?: () => Promise<unknown>): Promise<Ending>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test left running; for `afterAll`. */
export async function killLeftovers(): Promise<void> {
  for (const child of running) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

/** Starts the service and waits until it says that it is ready. */
export async function startServiceProcess(env: Record<string, string>): Promise<ServiceProcess> {
  const child = spawnService(env);
  let written = "";
  for (const channel of [child.stdout, child.stderr]) channel?.on("data", (data) => (written += data));
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The service ${what}; it wrote:\n${written}`));
    const timer = setTimeout(() => fail("was not ready in time"), startPatienceMs);
    child.once("exit", (code, signal) => fail(`ended with ${code ?? signal}`));
    child.stdout?.on("data", () => {
      const ready = /ready at (\S+)/.exec(written);
      if (!ready?.[1]) return;
      clearTimeout(timer);
      resolve(ready[1]);
    });
  });
  return {
    url,
    output: () => written,
    query: (query, variables) => post(url, query, variables),
    end: (signals, between) => endProcess(child, signals, between),
  };
}

/** Starts the service and does not wait for anything. */
export function spawnService(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [path.join(compiledSource, "main.js")], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      REGIONARY_PORT: "0",
      REGIONARY_PROVIDER: "cpu",
      REGIONARY_THREADS: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Sends signals one after the other and waits for the end. */
export async function endProcess(
  child: ChildProcess,
  signals: readonly NodeJS.Signals[],
  between: () => Promise<unknown> = async () => undefined,
): Promise<Ending> {
  const ended = once(child, "exit");
  for (const [index, signal] of signals.entries()) {
    if (index > 0) await between();
    if (child.exitCode !== null) break;
    child.kill(signal);
  }
  const [code, signal] = await ended;
  return { code, signal };
}
