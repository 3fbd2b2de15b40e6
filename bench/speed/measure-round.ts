import type { BestDirectRuntime } from "../direct/best-direct-runtime";
import type { DecodingCosts } from "../direct/decoding-child";
import type { Decoding } from "../direct/start-decoding";
import { median } from "../figures/median";
import type { LoadGenerator } from "../load/load-generator";
import type { Answer, LoadPlan, LoadReport } from "../load/plan";
import type { PythonProcess } from "../pytorch/python-process";
import type { Usage } from "../service/serve";
import { cancelBatch, predictRate, startBatch } from "../service/service-calls";
import type { ServiceProcess } from "../service/service-process";

const SECONDS = { direct: 3, stored: 10, overHttp: 5, below: 7, beyond: 5, python: 3 };
const CLIENTS = 16;
const SINGLES = 16;
const BATCH = 1_000;
/** More than are encoded before a batch is canceled: the next begins after them. */
const BATCH_STEP = 200;
/** Shares of S, the service's own saturated rate over HTTP. */
const BELOW = 0.75;
const BEYOND = 1.4;

/** Everything that takes turns, ready to be measured. */
interface Contenders {
  readonly direct: BestDirectRuntime;
  readonly service: ServiceProcess;
  readonly generator: LoadGenerator;
  readonly vocabularyId: string;
  readonly python: PythonProcess | null;
  readonly decoding: Decoding;
  /** Stores so many pictures that the service has never seen; their ids. */
  store(count: number): Promise<string[]>;
  /** Stored ones for the batches that `classify` is measured beside. */
  readonly forBatches: readonly string[];
}

interface Rate {
  readonly images: number;
  readonly perSecond: number;
  readonly usage: Usage;
}

interface Load {
  readonly report: LoadReport;
  readonly usage: Usage;
}

/** What was measured by turns. */
export interface Round {
  /** Images a second of ONNX Runtime called directly. */
  readonly direct: number;
  /** Images a second of PyTorch, from photos to labels. */
  readonly python: number | null;
  readonly decoding: DecodingCosts;
  readonly stored: Rate;
  readonly overHttp: Rate;
  /** S: the median of this round's and the earlier ones' saturated rates over HTTP. */
  readonly saturated: number;
  readonly below: Load;
  /** The same in all rounds. */
  readonly deadlineMs: number;
  readonly beyond: Load;
  /** `classify` of new photos, one after the other: with nothing beside them, and beside a batch. */
  readonly alone: Load;
  readonly beside: Load;
}

/** How many pictures so many rounds need in `forBatches`. */
export function picturesForBatches(rounds: number): number {
  return BATCH + (rounds - 1) * BATCH_STEP;
}

/** One round; `earlier` are those before it. */
export async function measureRound(contenders: Contenders, earlier: readonly Round[]): Promise<Round> {
  const { direct, service, generator, vocabularyId, python } = contenders;
  const used = async <T>(work: () => Promise<T>) => {
    await service.begin();
    const result = await work();
    return { result, usage: await service.usage() };
  };
  const send = async (plan: Pick<LoadPlan, "requests" | "deadlineMs" | "pace">): Promise<Load> => {
    const { result, usage } = await used(() => generator.run({ url: service.url, vocabularyId, ...plan }));
    return { report: result, usage };
  };

  const perSecond = (await direct.measure(SECONDS.direct)).imagesPerSecond;
  const decoding = await contenders.decoding.measure();
  const fromPython = python && (await python.ask(`photos ${SECONDS.python}`));

  const pictures = await contenders.store(countFor(perSecond, SECONDS.stored));
  const stored = await used(() => predictRate(service, pictures, vocabularyId));

  const saturating = { deadlineMs: null, pace: { clients: CLIENTS } };
  const photos = countFor(perSecond, SECONDS.overHttp);
  const closed = await send({ ...saturating, requests: photos });
  mustBeAnswered(closed.report.answers);
  const overHttp = { images: photos, perSecond: photos / closed.report.seconds, usage: closed.usage };

  const saturated = median([...earlier.map((round) => round.overHttp.perSecond), overHttp.perSecond]);
  const at = (share: number, seconds: number) => ({
    requests: Math.ceil(share * saturated * seconds),
    pace: { perSecond: share * saturated, seed: 1 + earlier.length },
  });
  const below = await send({ ...at(BELOW, SECONDS.below), deadlineMs: null });
  const deadlineMs = earlier[0]?.deadlineMs ?? Math.round(Math.max(500, 20_000 / saturated));
  const beyond = await send({ ...at(BEYOND, SECONDS.beyond), deadlineMs });

  const singly = { requests: SINGLES, deadlineMs: null, pace: { clients: 1 } };
  const alone = await send(singly);
  const first = earlier.length * BATCH_STEP;
  const inBatch = contenders.forBatches.slice(first, first + BATCH);
  const batch = await startBatch(service, inBatch, vocabularyId);
  const beside = await send(singly);
  await cancelBatch(service, batch);
  mustBeAnswered([...alone.report.answers, ...beside.report.answers]);
  return {
    direct: perSecond,
    python: fromPython,
    decoding,
    stored: { images: pictures.length, perSecond: stored.result, usage: stored.usage },
    overHttp,
    saturated,
    below,
    deadlineMs,
    beyond,
    alone,
    beside,
  };
}

/** How many images are enough for so many seconds, at R. */
function countFor(perSecond: number, seconds: number): number {
  return Math.min(1_000, Math.max(4 * CLIENTS, Math.round(perSecond * seconds)));
}

function mustBeAnswered(answers: readonly Answer[]): void {
  const failed = answers.find(({ code }) => code !== "OK");
  if (failed) throw new Error(`a request that nothing speaks against was answered ${failed.code}`);
}
