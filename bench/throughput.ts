import { type BestDirectRuntime, bestDirectRuntime } from "./direct/best-direct-runtime";
import { decodingCpuMs } from "./direct/decoding-cost";
import { type Round, throughputFigures } from "./figures/throughput-figures";
import { type LoadGenerator, startLoadGenerator } from "./load/load-generator";
import { photo, plainPicture } from "./load/pictures";
import type { Benchmark, Figure } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { addImages, createVocabulary, LABELS, predictRate } from "./service/service-calls";
import type { ServiceProcess } from "./service/service-process";
import type { ModelName, Workplace } from "./workplace";

const ROUNDS = 3;

/** How much is enough to be measured: seconds of ONNX Runtime, images by each way; and clients. */
interface Load {
  readonly name: ModelName;
  readonly seconds: number;
  readonly images: number;
  readonly clients: number;
}

/** The whole service, saturated, beside ONNX Runtime called directly on the same model: by turns in one run. */
export const throughput: Benchmark = {
  name: "throughput",
  about: "VGG19: images a second of the whole service beside R, the best of ONNX Runtime called directly",
  run: (place) => figuresOf(place, { name: "vgg19", seconds: 4, images: 64, clients: 16 }),
};

/** The same with a model of a few milliseconds, where the service's own work shows. */
export const throughputSmall: Benchmark = {
  name: "throughput-small",
  about: "a small model: images a second of the whole service beside R, and the service's own work",
  run: (place) => figuresOf(place, { name: "small", seconds: 2, images: 500, clients: 16 }),
};

/** The same with CLIP at the sizes of ViT-B, random weights. */
export const throughputClip: Benchmark[] = (["clip-b16", "clip-b32"] as const).map((name) => ({
  name: `throughput-${name}`,
  about: `${name}, random weights: images a second of the whole service beside R`,
  run: (place) => figuresOf(place, { name, seconds: 4, images: name === "clip-b16" ? 64 : 160, clients: 16 }),
}));

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
    return throughputFigures(load.name, direct, decoding, rounds);
  } finally {
    await generator.close();
    await service.stop();
    await direct.close();
  }
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
