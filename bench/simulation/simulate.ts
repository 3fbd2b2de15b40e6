import { type BatchLimits, type PassedOver, passOver } from "../../src/batcher/policy";
import { quantile } from "../figures/quantile";
import type { Arrival } from "./arrivals";
import type { Strategy } from "./strategies";

export interface Hardware {
  readonly lanes: number;
  readonly limits: BatchLimits;
  /** Items that may wait; more are refused at once. */
  readonly maxQueued: number;
}

export interface Outcome {
  readonly completed: number;
  /** Refused at arrival, because too many waited. */
  readonly refused: number;
  /** Given up before they ran, because their deadline could not be met. */
  readonly givenUp: number;
  /** Completed, but after their deadline. */
  readonly late: number;
  /** Completed in time, a second. */
  readonly goodputPerSecond: number;
  /** From arrival to result, of completed interactive items. */
  readonly interactiveP50Ms: number;
  readonly interactiveP99Ms: number;
  /** Of completed bulk items. */
  readonly bulkP99Ms: number;
  readonly meanBatch: number;
}

interface Item {
  readonly group: string;
  readonly priority: Arrival["priority"];
  readonly submittedAt: number;
  readonly deadline: number | null;
}

/** Replays a trace in virtual time against lanes whose latency is a table: no clock, no chance, no machine. */
export function simulate(arrivals: readonly Arrival[], strategy: Strategy, hardware: Hardware): Outcome {
  const { lanes, limits, maxQueued } = hardware;
  const freeAt = new Array<number>(lanes).fill(0);
  const latencies = { interactive: [] as number[], bulk: [] as number[], evaluation: [] as number[] };
  let waiting: Item[] = [];
  let passedOver: PassedOver = {};
  let refused = 0;
  let givenUp = 0;
  let inTime = 0;
  let batches = 0;
  let askAgainAt = Number.POSITIVE_INFINITY;
  let end = 0;

  const launch = (now: number) => {
    askAgainAt = Number.POSITIVE_INFINITY;
    const freeLanes = () => freeAt.flatMap((at, lane) => (at <= now ? [lane] : []));
    for (let free = freeLanes(); waiting.length > 0; free = freeLanes()) {
      const [lane] = free;
      if (lane === undefined) return;
      const choice = strategy(waiting, now, limits, free, passedOver);
      const gone = new Set([...choice.take, ...choice.late]);
      givenUp += choice.late.length;
      if (choice.take.length > 0) {
        const ms = choice.isWide ? limits.wide!.ms : limits.latencyMs(choice.take.length);
        const done = now + ms;
        if (choice.isWide) freeAt.fill(done);
        else freeAt[lane] = done;
        end = Math.max(end, done);
        batches++;
        for (const place of choice.take) {
          const { priority, submittedAt, deadline } = waiting[place] as Item;
          latencies[priority].push(done - submittedAt);
          if (deadline === null || done <= deadline) inTime++;
        }
      } else if (choice.late.length === 0) {
        askAgainAt = choice.askAgainAt ?? Number.POSITIVE_INFINITY;
        return;
      }
      const taken = choice.take.map((place) => waiting[place] as Item);
      waiting = waiting.filter((_, place) => !gone.has(place));
      if (taken.length > 0) passedOver = passOver(passedOver, taken, waiting);
    }
  };
  const nextEvent = (now: number) =>
    Math.min(askAgainAt, ...freeAt.filter((at) => at > now && waiting.length > 0));

  let now = 0;
  for (const { at, priority, patienceMs } of arrivals) {
    for (let event = nextEvent(now); event <= at; event = nextEvent(now)) {
      now = event;
      launch(now);
    }
    now = at;
    if (waiting.length >= maxQueued) refused++;
    else
      waiting.push({
        group: "",
        priority,
        submittedAt: at,
        deadline: patienceMs === null ? null : at + patienceMs,
      });
    launch(now);
  }
  for (let event = nextEvent(now); Number.isFinite(event); event = nextEvent(now)) {
    now = event;
    launch(now);
  }
  const completed = latencies.interactive.length + latencies.bulk.length + latencies.evaluation.length;
  return {
    completed,
    refused,
    givenUp,
    late: completed - inTime,
    goodputPerSecond: (inTime * 1000) / end,
    interactiveP50Ms: quantile(latencies.interactive, 0.5),
    interactiveP99Ms: quantile(latencies.interactive, 0.99),
    bulkP99Ms: quantile(latencies.bulk, 0.99),
    meanBatch: completed / batches,
  };
}
