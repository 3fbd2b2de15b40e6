import type { Lane, LaneStats } from "./lane";
import type { Tasks } from "./thread-messages";

const STATES = ["busy", "down", "idle", "closed"] as const satisfies readonly LaneStats["state"][];

/**
 * Several lanes of one kind as one. A call goes to the lane with the fewest under way, the first of them: so a thread
 * starts only when those before it are at work.
 */
export function pooledLane<T extends Tasks>(lanes: readonly [Lane<T>, ...Lane<T>[]]): Lane<T> {
  const members = lanes.map((lane) => ({ lane, underWay: 0 }));
  return {
    async call(task, pack) {
      const member = members.reduce((least, each) => (each.underWay < least.underWay ? each : least));
      member.underWay++;
      try {
        return await member.lane.call(task, pack);
      } finally {
        member.underWay--;
      }
    },
    async rest() {
      await Promise.all(lanes.map((lane) => lane.rest()));
    },
    stats() {
      const all = lanes.map((lane) => lane.stats());
      const total = (what: "threads" | "calls" | "busyMs" | "restarts") =>
        all.reduce((sum, { [what]: count }) => sum + count, 0);
      return {
        name: all[0]!.name,
        state: STATES.find((state) => all.some((each) => each.state === state))!,
        threads: total("threads"),
        calls: total("calls"),
        busyMs: total("busyMs"),
        restarts: total("restarts"),
      };
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}
