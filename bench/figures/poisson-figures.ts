import type { BestDirectRuntime } from "../direct/best-direct-runtime";
import type { Answer, LoadReport } from "../load/plan";
import { type Figure, targeted } from "../runner/benchmark";
import type { ModelName } from "../workplace";
import { median } from "./median";
import { quantile } from "./quantile";

/** Where batches are that much faster, waiting for one is worth it, and latency is measured in batches. */
const WORTHWHILE_GAIN = 1.5;

export interface PoissonRound {
  /** R as it was just before. */
  readonly imagesPerSecond: number;
  /** R': R with the decoding of the photos on the same cores. */
  readonly capacity: number;
  readonly below: LoadReport;
  readonly beyond: LoadReport;
  /** Images that went through the backbone in `beyond`. */
  readonly encoded: number;
}

/** Medians over the rounds. */
export function poissonFigures(
  name: ModelName,
  { setting, batchMs, batchingGain }: BestDirectRuntime,
  deadlineMs: number,
  rounds: readonly PoissonRound[],
): Figure[] {
  const middle = (of: (round: PoissonRound) => number) => median(rounds.map(of));
  const called = (what: string) => `${name}: ${what}`;
  const ms = (what: string, value: number): Figure => ({ name: called(what), value, unit: "ms" });
  const images = (what: string, value: number): Figure => ({ name: called(what), value, unit: "images" });
  const belowP99 = ({ below }: PoissonRound) => quantile(latencies(below, isOk), 0.99);
  const tailBelow =
    batchingGain >= WORTHWHILE_GAIN
      ? targeted(called("at 0.7 R', p99, in batches"), middle(belowP99) / batchMs, "batches", ["<=", 2.2])
      : targeted(
          called("at 0.7 R', p99, in images' times (1/R')"),
          middle((round) => (belowP99(round) * round.capacity) / 1000),
          "",
          ["<=", 9],
        );
  const goodput = ({ beyond, capacity }: PoissonRound) =>
    beyond.answers.filter((answer) => isOk(answer) && answer.latencyMs <= deadlineMs).length /
    beyond.seconds /
    capacity;
  const beyondQuantile = (of: (answer: Answer) => boolean, share: number) =>
    middle(({ beyond }) => quantile(latencies(beyond, of), share));
  const late = hasCode("DEADLINE_EXCEEDED");
  const count = (of: (answer: Answer) => boolean) => middle(({ beyond }) => beyond.answers.filter(of).length);
  return [
    { name: called(`R (${setting})`), value: middle((round) => round.imagesPerSecond), unit: "images/s" },
    {
      name: called("R', with decoding on the same cores"),
      value: middle((round) => round.capacity),
      unit: "images/s",
    },
    targeted(
      called("at 0.7 R', not answered with labels"),
      middle(({ below }) => latencies(below, (answer) => !isOk(answer)).length),
      "images",
      ["<=", 0],
    ),
    ms(
      "at 0.7 R', p50",
      middle(({ below }) => quantile(latencies(below, isOk), 0.5)),
    ),
    ms("at 0.7 R', p99", middle(belowP99)),
    tailBelow,
    targeted(called("at 1.3 R', goodput, of R'"), middle(goodput), "", [">=", 0.9]),
    targeted(called("at 1.3 R', p99 of labels"), beyondQuantile(isOk, 0.99), "ms", ["<=", deadlineMs]),
    images("at 1.3 R', labels", count(isOk)),
    images(
      "at 1.3 R', encoded",
      middle(({ encoded }) => encoded),
    ),
    images("at 1.3 R', DEADLINE_EXCEEDED", count(late)),
    images(
      "at 1.3 R', other refusals",
      count((answer) => !isOk(answer) && !late(answer)),
    ),
    ms(
      "at 1.3 R', p50 of refusals",
      beyondQuantile((answer) => !isOk(answer), 0.5),
    ),
    targeted(
      called("at 1.3 R', p99 of refusals"),
      beyondQuantile((answer) => !isOk(answer), 0.99),
      "ms",
      ["<", 5],
    ),
  ];
}

const hasCode = (code: string) => (answer: Answer) => answer.code === code;
const isOk = hasCode("OK");

function latencies({ answers }: LoadReport, of: (answer: Answer) => boolean): number[] {
  return answers.filter(of).map(({ latencyMs }) => latencyMs);
}
