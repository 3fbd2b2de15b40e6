import { median } from "../figures/median";
import { quantile } from "../figures/quantile";
import { spread } from "../figures/spread";
import type { Answer, LoadReport } from "../load/plan";
import { type Figure, type Limit, targeted } from "../runner/benchmark";
import type { Round } from "./measure-round";

const isOk = ({ code }: Answer) => code === "OK";
const isRefused = (answer: Answer) => !isOk(answer);

/** Latencies and refusals; the quantiles are of all rounds' answers, their ranges those of the rounds apart. */
export function loadFigures(rounds: readonly Round[], laneBatchMs: number): Figure[] {
  const each = (of: (round: Round) => number) => rounds.map(of);
  const latency = (
    name: string,
    share: number,
    of: (round: Round) => LoadReport,
    which: (answer: Answer) => boolean = isOk,
    limit?: Limit,
  ): Figure => {
    const apart = rounds.map((round) => latencies(of(round), which));
    const value = quantile(apart.flat(), share);
    const ranged = apart.filter(({ length }) => length > 0).map((some) => quantile(some, share));
    const figure = limit ? targeted(name, value, "ms", limit) : { name, value, unit: "ms" };
    return { ...figure, range: [Math.min(...ranged), Math.max(...ranged)] };
  };
  const saturated = median(each((round) => round.saturated));
  const { deadlineMs } = rounds[0]!;
  const below = (round: Round) => round.below.report;
  const beyond = (round: Round) => round.beyond.report;
  const alone = (round: Round) => round.alone.report;
  const beside = (round: Round) => round.beside.report;
  const alonePlusBatch =
    quantile(
      rounds.flatMap((round) => latencies(alone(round), isOk)),
      0.99,
    ) + laneBatchMs;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return [
    targeted("at 0.75 S, refused", sum(each((round) => count(below(round), isRefused))), "", ["<=", 0]),
    latency("at 0.75 S, p50", 0.5, below),
    { ...latency("at 0.75 S, p99", 0.99, below, isOk, ["<=", Math.round(9_000 / saturated)]), note: "9 / S" },
    { name: "at 1.4 S, the deadline", value: deadlineMs, unit: "ms" },
    spread("at 1.4 S, goodput, of S", "", each(goodput), [">=", 0.95]),
    latency("at 1.4 S, p99 of labels", 0.99, beyond, isOk, ["<=", deadlineMs]),
    spread(
      "at 1.4 S, refused, of all",
      "",
      each((round) => count(beyond(round), isRefused) / beyond(round).answers.length),
    ),
    latency("at 1.4 S, p50 of refusals", 0.5, beyond, isRefused),
    latency("at 1.4 S, p99 of refusals", 0.99, beyond, isRefused, ["<=", 25]),
    latency("at 1.4 S, the slowest refusal", 1, beyond, isRefused),
    latency("classify of a new photo alone, p50", 0.5, alone),
    latency("classify of a new photo alone, p99", 0.99, alone),
    latency("classify beside a batch of 1,000, p50", 0.5, beside),
    {
      ...latency("classify beside a batch of 1,000, p99", 0.99, beside, isOk, [
        "<=",
        Math.round(alonePlusBatch),
      ]),
      note: `alone and one batch of a lane, ${laneBatchMs.toFixed(0)} ms`,
    },
  ];
}

/** Answered with labels in time, of S. */
function goodput({ beyond: { report }, deadlineMs, saturated }: Round): number {
  const inTime = count(report, (answer) => isOk(answer) && answer.latencyMs <= deadlineMs);
  return inTime / report.seconds / saturated;
}

function count({ answers }: LoadReport, which: (answer: Answer) => boolean): number {
  return answers.filter(which).length;
}

function latencies({ answers }: LoadReport, which: (answer: Answer) => boolean): number[] {
  return answers.filter(which).map(({ latencyMs }) => latencyMs);
}
