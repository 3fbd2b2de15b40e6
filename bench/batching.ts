import { readFileSync } from "node:fs";
import path from "node:path";
import { type LatencyPoint, latencyFrom } from "../src/batcher/latency-table";
import type { Benchmark, Figure } from "./runner/benchmark";
import { type Arrival, bursty, poisson } from "./simulation/arrivals";
import { type Hardware, type Outcome, simulate } from "./simulation/simulate";
import { fixedTimer, largestAvailable, lateBinding, type Strategy } from "./simulation/strategies";
import { readTrace } from "./simulation/trace";

/** VGG19 in fp32 on 2 cores: 5.25 images a second at any batch size, measured (docs/batching.md). */
const CPU: LatencyPoint[] = [
  { size: 1, ms: 190 },
  { size: 8, ms: 1_520 },
];
/** VGG19 in 8 bits on 2 cores: about 30 images a second at any batch size; 28 were measured on a busy machine. */
const CPU_INT8: LatencyPoint[] = [
  { size: 1, ms: 33 },
  { size: 8, ms: 264 },
];
/** A large GPU: assumed, not measured; it gains from batches up to 64. */
const GPU: LatencyPoint[] = [
  { size: 1, ms: 3 },
  { size: 8, ms: 5 },
  { size: 16, ms: 7 },
  { size: 32, ms: 11 },
  { size: 64, ms: 20 },
];

const hardware = (points: LatencyPoint[], lanes: number, cap: number, maxQueued: number): Hardware => ({
  lanes,
  maxQueued,
  limits: { cap, latencyMs: latencyFrom(points) },
});
const cpu = hardware(CPU, 1, 1, 256);
const cpuLarge = hardware(CPU, 1, 8, 256);
const int8 = hardware(CPU_INT8, 1, 1, 4_096);
const int8Large = hardware(CPU_INT8, 1, 8, 4_096);
const gpus = hardware(GPU, 8, 64, 4_096);

interface Scenario {
  readonly name: string;
  readonly hardware: Hardware;
  /** What the two others are given: they know no measured cap. */
  readonly others: Hardware;
  readonly timerMs: number;
  readonly trace: Arrival[];
}

const steady = { seed: 7, patienceMs: null, interactive: 1 };
const gpuTrace = { count: 200_000, seed: 7, patienceMs: 100, interactive: 0.2 };
const makeScenarios = (): Scenario[] => [
  {
    name: "CPU, Poisson at 0.7 of capacity",
    hardware: cpu,
    others: cpuLarge,
    timerMs: 50,
    trace: poisson({ ...steady, perSecond: 3.684, count: 20_000 }),
  },
  {
    name: "CPU, Poisson at 1.3 of capacity, 2 s of patience",
    hardware: cpu,
    others: cpuLarge,
    timerMs: 50,
    trace: poisson({ ...steady, patienceMs: 2_000, perSecond: 6.842, count: 20_000 }),
  },
  {
    name: "CPU in 8 bits, recorded: people, front ends and batches",
    hardware: int8,
    others: int8Large,
    timerMs: 50,
    trace: recorded("people-and-batches"),
  },
  {
    name: "8 GPU lanes, Poisson at 20,000/s, a fifth interactive",
    hardware: gpus,
    others: gpus,
    timerMs: 5,
    trace: poisson({ ...gpuTrace, perSecond: 20_000 }),
  },
  {
    name: "8 GPU lanes, bursts of 200 ms at 40,000/s, 10,000/s on the whole",
    hardware: gpus,
    others: gpus,
    timerMs: 5,
    trace: bursty({ ...gpuTrace, perSecond: 10_000, burstMs: 200 }),
  },
];

export const batching: Benchmark = {
  name: "batching",
  about: "the batching policy beside a fixed timer and the largest available batch, in virtual time",
  run: async () => makeScenarios().flatMap(figuresOf),
};

/** Arrivals at a real service; the file says how they were recorded. */
function recorded(name: string): Arrival[] {
  return readTrace(readFileSync(path.join(__dirname, "simulation/traces", `${name}.txt`), "utf8"));
}

function figuresOf({ name, hardware, others, timerMs, trace }: Scenario): Figure[] {
  const strategies: [string, Strategy, Hardware][] = [
    ["late binding", lateBinding, hardware],
    [`fixed timer ${timerMs} ms`, fixedTimer(timerMs), others],
    ["largest available", largestAvailable, others],
  ];
  return strategies.flatMap(([strategy, run, on]) => rows(`${name}: ${strategy}`, simulate(trace, run, on)));
}

function rows(name: string, outcome: Outcome): Figure[] {
  const { goodputPerSecond, interactiveP50Ms, interactiveP99Ms, bulkP99Ms, meanBatch } = outcome;
  const { late, refused, givenUp } = outcome;
  const figures: [string, number, string][] = [
    ["goodput", goodputPerSecond, "images/s"],
    ["interactive p50", interactiveP50Ms, "ms"],
    ["interactive p99", interactiveP99Ms, "ms"],
    ["bulk p99", bulkP99Ms, "ms"],
    ["mean batch", meanBatch, "images"],
    ["too late", late, "images"],
    ["refused or given up", refused + givenUp, "images"],
  ];
  return figures.flatMap(([what, value, unit]) =>
    Number.isNaN(value) ? [] : [{ name: `${name}: ${what}`, value, unit }],
  );
}
