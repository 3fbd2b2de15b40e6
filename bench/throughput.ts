import os from "node:os";
import { type Benchmark, type Figure, targeted } from "./benchmark";
import { type BestDirectRuntime, bestDirectRuntime } from "./direct/best-direct-runtime";
import { decodingCpuMs } from "./direct/decoding-cost";
import { type LoadGenerator, startLoadGenerator } from "./load/load-generator";
import { photo, plainPicture } from "./load/pictures";
import { median } from "./median";
import { progress } from "./progress";
import { addImages, createVocabulary, LABELS, predictRate } from "./service/service-calls";
import type { ServiceProcess } from "./service/service-process";
import type { ModelName, Workplace } from "./workplace";

const ROUNDS = 3;

/** How much of each is enough to be measured: seconds of ONNX Runtime, images by each way, clients. */
const LOADS = [
  { name: "vgg19", seconds: 4, images: 40, clients: 8 },
  { name: "small", seconds: 2, images: 500, clients: 16 },
] as const satisfies readonly { name: ModelName; seconds: number; images: number; clients: number }[];
type Load = (typeof LOADS)[number];

/** The whole service, saturated, beside ONNX Runtime called directly on the same model: by turns in one run. */
export const throughput: Benchmark = {
  name: "throughput",
  about: "images a second of the whole service as a share of R, the best of ONNX Runtime called directly",
  async run(place) {
    const figures: Figure[] = [];
    for (const load of LOADS) figures.push(...(await figuresOf(place, load)));
    return figures;
  },
};

async function figuresOf(place: Workplace, load: Load): Promise<Figure[]> {
  const model = await place.model(load.name);
  const decoding = {
    plain: await decodingCpuMs(model, await plainPicture(0)),
    photo: await decodingCpuMs(model, await photo(0)),
  };
  const options = { provider: place.provider, labels: LABELS, secondsEach: load.seconds / 2 };
  const direct = await bestDirectRuntime(model, options);
  const service = await place.serve(load.name);
  const generator = startLoadGenerator();
  try {
    const vocabularyId = await createVocabulary(service, 0);
    progress(`${load.name}: storing ${(ROUNDS + 1) * load.images} pictures`);
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const numbers = Array.from({ length: load.images }, (_, i) => round * load.images + i);
      const stored = await addImages(service, await Promise.all(numbers.map(plainPicture)));
      progress(`${load.name}: ${round === 0 ? "warming up" : `round ${round} of ${ROUNDS}`}`);
      const measured = await measure(load, { direct, service, generator, vocabularyId, stored });
      if (round > 0) rounds.push(measured);
    }
    return report(load.name, direct, decoding, rounds);
  } finally {
    await generator.close();
    await service.stop();
    await direct.close();
  }
}

interface Round {
  /** Images a second. */
  readonly direct: number;
  readonly stored: number;
  readonly overHttp: number;
  readonly eventLoopDelayP99Ms: number;
  /** CPU time an image. */
  readonly serviceMs: number;
  readonly generatorMs: number;
}

async function measure(
  { seconds, images, clients }: Load,
  {
    direct,
    service,
    generator,
    vocabularyId,
    stored,
  }: {
    direct: BestDirectRuntime;
    service: ServiceProcess;
    generator: LoadGenerator;
    vocabularyId: string;
    stored: readonly string[];
  },
): Promise<Round> {
  const { imagesPerSecond } = await direct.measure(seconds);
  const storedPerSecond = await predictRate(service, stored, vocabularyId);
  await service.begin();
  const { url } = service;
  const sent = await generator.run({
    url,
    vocabularyId,
    requests: images,
    deadlineMs: null,
    pace: { clients },
  });
  const { cpuMs, eventLoopDelayP99Ms } = await service.usage();
  const failed = sent.answers.find(({ code }) => code !== "OK");
  if (failed) throw new Error(`a request of the closed loop was answered ${failed.code}`);
  return {
    direct: imagesPerSecond,
    stored: storedPerSecond,
    overHttp: images / sent.seconds,
    eventLoopDelayP99Ms,
    serviceMs: cpuMs / images,
    generatorMs: sent.cpuMs / images,
  };
}

function report(
  name: ModelName,
  { setting, cpuMsPerImage }: BestDirectRuntime,
  decoding: { plain: number; photo: number },
  rounds: readonly Round[],
): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const figure = (what: string, value: number, unit: string): Figure => ({
    name: `${name}: ${what}`,
    value,
    unit,
  });
  // Model and decoding take turns on the same cores.
  const ceiling = ({ direct }: Round, decodingMs: number) =>
    1000 / (1000 / direct + decodingMs / os.availableParallelism());
  return [
    figure(
      `R (${setting})`,
      middle(({ direct }) => direct),
      "images/s",
    ),
    figure("decoding a photo of 320x240, CPU", decoding.photo, "ms"),
    figure("decoding a plain picture of 224x224, CPU", decoding.plain, "ms"),
    figure(
      "stored plain pictures by predict",
      middle(({ stored }) => stored),
      "images/s",
    ),
    figure(
      "… of R",
      middle(({ stored, direct }) => stored / direct),
      "",
    ),
    targeted(
      `${name}: … of R with that decoding on the same cores`,
      middle((round) => round.stored / ceiling(round, decoding.plain)),
      "",
      [">=", 0.95],
    ),
    figure(
      "JPEG over HTTP, closed loop",
      middle(({ overHttp }) => overHttp),
      "images/s",
    ),
    figure(
      "… of R",
      middle(({ overHttp, direct }) => overHttp / direct),
      "",
    ),
    targeted(
      `${name}: … of R with that decoding on the same cores`,
      middle((round) => round.overHttp / ceiling(round, decoding.photo)),
      "",
      [">=", 0.9],
    ),
    targeted(
      `${name}: event loop delay of the API's thread there, p99`,
      middle(({ eventLoopDelayP99Ms }) => eventLoopDelayP99Ms),
      "ms",
      ["<", 20],
    ),
    figure(
      "CPU an image there, service",
      middle(({ serviceMs }) => serviceMs),
      "ms",
    ),
    figure("CPU an image there, ONNX Runtime called directly", cpuMsPerImage, "ms"),
    targeted(
      `${name}: CPU an image there, beyond model and decoding`,
      middle(({ serviceMs }) => serviceMs) - cpuMsPerImage - decoding.photo,
      "ms",
      ["<=", 2],
    ),
    figure(
      "CPU an image there, load generator",
      middle(({ generatorMs }) => generatorMs),
      "ms",
    ),
  ];
}
