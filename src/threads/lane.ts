import { RegionaryError } from "../errors";
import { startThread, type Thread, ThreadEnded } from "./thread";
import type { Parcel, Tasks } from "./thread-messages";

/** How a lane is doing. */
export interface LaneStats {
  readonly name: string;
  /** `down`: its thread ended and the next call starts another. */
  readonly state: "idle" | "busy" | "down" | "closed";
  readonly calls: number;
  readonly restarts: number;
}

/** A place where work of one kind is done, that outlives the threads it is done on. */
export interface Lane<T extends Tasks> {
  /**
   * Runs a task. `pack` is called once per try, for what it transfers is gone with a thread that ends.
   * Rejects with the task's error, with LANE_FAILED when the thread ended under the call twice, or with
   * CANCELLED once the lane is closed.
   */
  call<K extends keyof T & string>(task: K, pack: () => Parcel<T[K]["message"]>): Promise<T[K]["result"]>;
  /** Ends the thread as a crash would, for drills: work under way is tried again on another. */
  endThread(): Promise<void>;
  stats(): LaneStats;
  close(): Promise<void>;
}

/**
 * A lane over one thread at a time. A thread that ends is replaced at the next call, and each call that it
 * took along is tried once more; such second tries run one after another, so that a task that kills its
 * thread does not take an innocent one along twice. `log` hears why a thread ended that was not told to.
 */
export function createLane<T extends Tasks>(
  name: string,
  script: string,
  log: (line: string) => void = () => {},
): Lane<T> {
  let current: Thread | null = null;
  let starts = 0;
  let calls = 0;
  let underWay = 0;
  let closed = false;
  let secondTry: Promise<unknown> = Promise.resolve();

  function thread(): Thread {
    if (closed) throw new RegionaryError("CANCELLED", `The ${name} lane is closed: the service is stopping.`);
    if (current) return current;
    const started = startThread(script);
    starts++;
    current = started;
    void started.ended.then((why) => {
      if (current === started) current = null;
      if (why !== null) log(`The ${name} thread ended: ${why}`);
    });
    return started;
  }

  async function attempt(task: string, pack: () => Parcel<unknown>): Promise<unknown> {
    return thread().call(task, pack());
  }

  async function attemptAgain(task: string, pack: () => Parcel<unknown>): Promise<unknown> {
    try {
      return await attempt(task, pack);
    } catch (error) {
      if (!(error instanceof ThreadEnded) || closed) throw error;
      throw new RegionaryError(
        "LANE_FAILED",
        `The ${name} thread ended twice during the same work (${error.message}). The work was given up; other work goes on.`,
        { lane: name },
        { cause: error },
      );
    }
  }

  async function call(task: string, pack: () => Parcel<unknown>): Promise<unknown> {
    calls++;
    underWay++;
    try {
      return await attempt(task, pack).catch((error: unknown) => {
        if (!(error instanceof ThreadEnded)) throw error;
        const again = secondTry.then(() => attemptAgain(task, pack));
        secondTry = again.catch(() => {});
        return again;
      });
    } finally {
      underWay--;
    }
  }

  function state(): LaneStats["state"] {
    if (closed) return "closed";
    if (underWay > 0) return "busy";
    return current || starts === 0 ? "idle" : "down";
  }

  return {
    call: call as Lane<T>["call"],
    async endThread() {
      await current?.end(1);
    },
    stats: () => ({ name, state: state(), calls, restarts: Math.max(0, starts - 1) }),
    async close() {
      closed = true;
      await current?.end(0);
    },
  };
}
