import type { BestDirectRuntime } from "../direct/best-direct-runtime";
import { withDecoding } from "../direct/with-decoding";
import { type Figure, targeted } from "../runner/benchmark";
import type { ModelName } from "../workplace";
import { median } from "./median";

/** What was measured by turns. */
export interface Round {
  /** Images a second. */
  readonly direct: number;
  readonly stored: number;
  readonly overHttp: number;
  readonly eventLoopDelayP99Ms: number;
  /** CPU time an image. */
  readonly serviceMs: number;
  readonly generatorMs: number;
}

/** CPU time of decoding a picture, in milliseconds. */
interface DecodingCost {
  readonly plain: number;
  readonly photo: number;
}

/** Medians over the rounds; a share is the median of the rounds' own shares. */
export function throughputFigures(
  name: ModelName,
  { setting, cpuMsPerImage }: BestDirectRuntime,
  decoding: DecodingCost,
  rounds: readonly Round[],
): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const called = (what: string) => `${name}: ${what}`;
  const rate = (what: string, value: number): Figure => ({ name: called(what), value, unit: "images/s" });
  const share = (what: string, value: number): Figure => ({ name: called(what), value, unit: "" });
  const cpu = (what: string, value: number): Figure => ({ name: called(`CPU, ${what}`), value, unit: "ms" });
  const overCeiling = "of R with that decoding on the same cores";
  const stored = middle((round) => round.stored / withDecoding(round.direct, decoding.plain));
  const overHttp = middle((round) => round.overHttp / withDecoding(round.direct, decoding.photo));
  const delay = middle((round) => round.eventLoopDelayP99Ms);
  const serviceMs = middle((round) => round.serviceMs);
  const beyond = serviceMs - cpuMsPerImage - decoding.photo;
  return [
    rate(
      `R (${setting})`,
      middle((round) => round.direct),
    ),
    cpu("decoding a photo of 320x240", decoding.photo),
    cpu("decoding a plain picture of 224x224", decoding.plain),
    rate(
      "stored plain pictures by predict",
      middle((round) => round.stored),
    ),
    share(
      "stored plain pictures by predict, of R",
      middle((round) => round.stored / round.direct),
    ),
    targeted(called(`stored plain pictures by predict, ${overCeiling}`), stored, "", [">=", 0.95]),
    rate(
      "photos over HTTP",
      middle((round) => round.overHttp),
    ),
    share(
      "photos over HTTP, of R",
      middle((round) => round.overHttp / round.direct),
    ),
    targeted(called(`photos over HTTP, ${overCeiling}`), overHttp, "", [">=", 0.9]),
    targeted(called("photos over HTTP, event loop delay of the API's thread, p99"), delay, "ms", ["<", 20]),
    cpu("ONNX Runtime called directly, an image", cpuMsPerImage),
    cpu("the service over HTTP, an image", serviceMs),
    // Beside 200 ms of VGG19 the difference is noise.
    ...(name === "small"
      ? [
          targeted(called("CPU, the service over HTTP, an image, beyond model and decoding"), beyond, "ms", [
            "<=",
            2,
          ]),
        ]
      : []),
    cpu(
      "the load generator over HTTP, an image",
      middle((round) => round.generatorMs),
    ),
  ];
}
