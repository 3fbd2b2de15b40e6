import { median } from "../figures/median";
import { startLoadGenerator } from "../load/load-generator";
import { photo, plainPicture } from "../load/pictures";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { addImages, createVocabulary, predictRate } from "../service/service-calls";
import type { ServiceProcess } from "../service/service-process";
import type { Workplace } from "../workplace";

const PICTURES = { cuda: 600, cpu: 8 };
const CLIENTS = 64;
const ROUNDS = 3;

const RUNTIME = `{ runtime { executionProvider { requested inUse reason }
  loadedModels { provider precision encodeLanes encodeCap threadsPerLane encodeLatencies { size ms memoryMiB } } } }`;

/** VGG19 behind the whole service: stored pictures by `predict`, known regions, and JPEG photos over HTTP. */
export async function serviceRates(place: Workplace): Promise<Figure[]> {
  const count = place.provider === "cpu" ? PICTURES.cpu : PICTURES.cuda;
  const begun = performance.now();
  const service = await place.serve("vgg19");
  const figures: Figure[] = [
    { name: "service: its start, no model loaded yet", value: performance.now() - begun, unit: "ms" },
  ];
  const generator = startLoadGenerator();
  try {
    const vocabularies = [await createVocabulary(service, 0), await createVocabulary(service, 1)] as const;
    progress(`storing ${2 * ROUNDS * count} pictures`);
    const plain = await storedRates(service, vocabularies, count, plainPicture);
    const photos = await storedRates(service, vocabularies, count, photo);
    progress(JSON.stringify(await service.ask<object>(RUNTIME)));
    figures.push(
      {
        name: "service: stored pictures of the model's size by predict",
        value: plain.fresh,
        unit: "images/s",
      },
      { name: "service: stored photos by predict", value: photos.fresh, unit: "images/s" },
      {
        name: "service: the same by predict with another vocabulary, regions known",
        value: photos.known,
        unit: "images/s",
      },
    );
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await service.begin();
      const { url } = service;
      const pace = { clients: CLIENTS };
      const sent = await generator.run({
        url,
        vocabularyId: vocabularies[0],
        requests: count,
        deadlineMs: null,
        pace,
      });
      const failed = sent.answers.filter(({ code }) => code !== "OK").length;
      if (failed > 0) throw new Error(`${failed} of ${count} requests were not answered`);
      rates.push(count / sent.seconds);
      const usage = await service.usage();
      progress(`photos over HTTP: ${(count / sent.seconds).toFixed(0)} images/s; ${JSON.stringify(usage)}`);
    }
    figures.push({
      name: `service: JPEG photos over HTTP, ${CLIENTS} clients`,
      value: median(rates),
      unit: "images/s",
    });
    return figures;
  } finally {
    await generator.close();
    await service.stop();
  }
}

/** Rates of pictures that were never encoded, and of the same with another vocabulary: medians of the rounds. */
async function storedRates(
  service: ServiceProcess,
  [first, second]: readonly [string, string],
  count: number,
  picture: (number: number) => Promise<Buffer>,
) {
  const fresh: number[] = [];
  const known: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const numbers = Array.from({ length: count }, (_, i) => 1 + round * count + i);
    const ids = await addImages(service, await Promise.all(numbers.map(picture)));
    fresh.push(await predictRate(service, ids, first));
    known.push(await predictRate(service, ids, second));
    progress(`round ${round + 1}: ${fresh.at(-1)!.toFixed(0)} images/s, known ${known.at(-1)!.toFixed(0)}`);
  }
  return { fresh: median(fresh), known: median(known) };
}
