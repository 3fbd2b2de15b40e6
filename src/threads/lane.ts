import { RegionaryError } from "../errors";
import { startThread, type Thread, ThreadEnded } from "./thread";
import type { Parcel, Tasks } from "./thread-messages";

/** How a lane is doing. */
export interface LaneStats {
  readonly name: string;
  /** `down`: its thread ended, and the next call starts another. */
  readonly state: "idle" | "busy" | "down" | "closed";
  /** The most that it may have at work. */
  readonly threads: number;
  readonly calls: number;
  /** How long its threads have had something to do, summed over them. */
  readonly busyMs: number;
  readonly restarts: number;
}

/** A place where work of one kind is done; it outlives the threads that do it. */
export interface Lane<T extends Tasks> {
  /**
   * Runs a task. `pack` is called once per try, because what it transfers is lost with a thread that ends.
   * Rejects with the task's error, with LANE_FAILED when the thread ended under the call twice, or with
   * CANCELLED once the lane is closed.
   */
  call<K extends keyof T & string>(task: K, pack: () => Parcel<T[K]["message"]>): Promise<T[K]["result"]>;
  /** Frees the thread's memory unless it works; the next call starts another thread. */
  rest(): Promise<void>;
  stats(): LaneStats;
  close(): Promise<void>;
}

/**
 * A lane over one thread at a time. A thread that ends is replaced at the next call, and each call that it
 * interrupted is tried once more; these second tries run one after another, so that a task that kills its
 * thread cannot interrupt an innocent one twice. `log` is told why a thread ended unexpectedly.
 */
export function createLane<T extends Tasks>(
  name: string,
  script: string,
  log: (line: string) => void = () => {},
): Lane<T> {
  const threads = replacedThreads(name, script, log);
  const attempt = async (task: string, pack: () => Parcel<unknown>): Promise<unknown> =>
    threads.current().call(task, pack());
  let calls = 0;
  let underWay = 0;
  let busyMs = 0;
  let busySince = 0;
  let secondTry: Promise<unknown> = Promise.resolve();

  async function call(task: string, pack: () => Parcel<unknown>): Promise<unknown> {
    calls++;
    if (underWay++ === 0) busySince = performance.now();
    try {
      return await attempt(task, pack).catch((error: unknown) => {
        if (!(error instanceof ThreadEnded)) throw error;
        const again = secondTry
          .then(() => attempt(task, pack))
          .catch((second: unknown) => {
            throw second instanceof ThreadEnded && !threads.isClosed() ? endedTwice(name, second) : second;
          });
        secondTry = again.catch(() => {});
        return again;
      });
    } finally {
      if (--underWay === 0) busyMs += performance.now() - busySince;
    }
  }

  return {
    call: call as Lane<T>["call"],
    rest: async () => {
      if (underWay === 0) await threads.end();
    },
    stats: () => ({
      name,
      state: !threads.isClosed() && underWay > 0 ? "busy" : threads.state(),
      threads: 1,
      calls,
      busyMs: busyMs + (underWay > 0 ? performance.now() - busySince : 0),
      restarts: threads.restarts(),
    }),
    close: threads.close,
  };
}

/** One thread at a time, started when it is needed and there is none. */
function replacedThreads(name: string, script: string, log: (line: string) => void) {
  let current: Thread | null = null;
  let isDown = false;
  let restarts = 0;
  let closed = false;
  return {
    current(): Thread {
      if (closed)
        throw new RegionaryError("CANCELLED", `The ${name} lane is closed: the service is stopping.`);
      if (current) return current;
      const started = startThread(script);
      if (isDown) restarts++;
      isDown = false;
      current = started;
      void started.ended.then((why) => {
        if (current === started) current = null;
        isDown = current === null && why !== null;
        if (why !== null) log(`The ${name} thread ended: ${why}`);
      });
      return started;
    },
    restarts: () => restarts,
    isClosed: () => closed,
    state(): Exclude<LaneStats["state"], "busy"> {
      if (closed) return "closed";
      return isDown ? "down" : "idle";
    },
    async end() {
      await current?.end();
    },
    async close() {
      closed = true;
      await current?.end();
    },
  };
}

function endedTwice(name: string, error: ThreadEnded): RegionaryError {
  return new RegionaryError(
    "LANE_FAILED",
    `The ${name} thread ended twice during the same work (${error.message}). The work was given up; other work goes on.`,
    { lane: name },
    { cause: error },
  );
}
