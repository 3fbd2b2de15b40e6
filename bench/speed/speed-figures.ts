import type { BestDirectRuntime } from "../direct/best-direct-runtime";
import { withDecoding } from "../direct/with-decoding";
import { spread } from "../figures/spread";
import type { Figure, Limit } from "../runner/benchmark";
import type { Column } from "./columns";
import { loadFigures } from "./load-figures";
import type { Round } from "./measure-round";

const DELAY_LIMIT: Limit = ["<", 20];
const API_LIMIT: Limit = ["<=", 0.3];

/** Medians over the rounds with their ranges; a share is the median of the rounds' own shares. */
export function speedFigures(
  { model, stored, overHttp, pytorch, ownMs }: Column,
  { setting, cpuMsPerImage }: BestDirectRuntime,
  notes: { readonly laneBatchMs: number; readonly pytorch: string | null },
  rounds: readonly Round[],
): Figure[] {
  const row = (what: string, unit: string, of: (round: Round) => number, limit?: Limit) =>
    spread(what, unit, rounds.map(of), limit);
  const ceiling = ({ direct, decoding }: Round) => withDecoding(direct, decoding.photo);
  const storedCeiling = ({ direct, decoding }: Round) => withDecoding(direct, decoding.plain);
  const perImage = ({ images, usage }: Round["stored"], of: keyof Round["stored"]["usage"]) =>
    usage[of] / images;
  const beyond = ({ stored: each, decoding }: Round) =>
    perImage(each, "processMs") + perImage(each, "postgresMs") - cpuMsPerImage - decoding.plain;
  const delay = (what: string, of: (round: Round) => Round["below"]["usage"]) =>
    row(`event loop delay p99, ${what}`, "ms", (round) => of(round).eventLoopDelayP99Ms, DELAY_LIMIT);
  const figures: Figure[] = [
    { ...row("R, ONNX Runtime called directly", "images/s", (round) => round.direct), note: setting },
    row("R', with the decoding of photos", "images/s", ceiling),
    row("stored pictures by predict", "images/s", (round) => round.stored.perSecond),
    row(
      "stored pictures by predict, of R with their decoding",
      "",
      (round) => round.stored.perSecond / storedCeiling(round),
      [">=", stored],
    ),
    row("JPEG photos over HTTP (S)", "images/s", (round) => round.overHttp.perSecond),
    row("JPEG photos over HTTP, of R'", "", (round) => round.overHttp.perSecond / ceiling(round), [
      ">=",
      overHttp,
    ]),
    ...(notes.pytorch
      ? [
          {
            ...row("PyTorch, photos to labels", "images/s", (round) => round.python!),
            note: notes.pytorch,
          },
          row(
            "JPEG photos over HTTP, of PyTorch",
            "times",
            (round) => round.overHttp.perSecond / round.python!,
            pytorch === null ? undefined : [">=", pytorch],
          ),
        ]
      : []),
    ...loadFigures(rounds, notes.laneBatchMs),
    row("decoding a photo, CPU", "ms", (round) => round.decoding.photo),
    row(
      "API thread an image of predict, CPU",
      "ms",
      ({ stored: each }) => perImage(each, "apiMs"),
      ownMs === null ? undefined : API_LIMIT,
    ),
    row("PostgreSQL an image of predict, CPU", "ms", ({ stored: each }) => perImage(each, "postgresMs")),
    ...(ownMs === null
      ? []
      : [
          { name: "model alone, CPU", value: cpuMsPerImage, unit: "ms" },
          row("decoding a stored picture alone, CPU", "ms", ({ decoding }) => decoding.plain),
          row(
            "other threads an image of predict beyond model and decoding, CPU",
            "ms",
            (round) => beyond(round) - perImage(round.stored, "apiMs") - perImage(round.stored, "postgresMs"),
          ),
          row("all an image of predict beyond model and decoding, CPU", "ms", beyond, ["<=", ownMs]),
          row("API thread a photo over HTTP, CPU", "ms", (round) => perImage(round.overHttp, "apiMs")),
          row("PostgreSQL a photo over HTTP, CPU", "ms", (round) => perImage(round.overHttp, "postgresMs")),
          row(
            "service without PostgreSQL a photo over HTTP beyond model and decoding, CPU",
            "ms",
            (round) => perImage(round.overHttp, "processMs") - cpuMsPerImage - round.decoding.photo,
          ),
        ]),
    delay("stored pictures", (round) => round.stored.usage),
    delay("JPEG photos", (round) => round.overHttp.usage),
    delay("0.75 S", (round) => round.below.usage),
    delay("1.4 S", (round) => round.beyond.usage),
    delay("classify beside a batch", (round) => round.beside.usage),
  ];
  return figures.map((figure) => ({ ...figure, name: `${model}: ${figure.name}` }));
}
