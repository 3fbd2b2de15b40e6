import { median } from "../figures/median";
import { startLoadGenerator } from "../load/load-generator";
import { photo, plainPicture } from "../load/pictures";
import { progress } from "../runner/progress";
import { addImages, createVocabulary, predictRate } from "../service/service-calls";
import type { ServiceProcess } from "../service/service-process";
import type { ModelName } from "../workplace";
import { type GpuContext, providerOf } from "./gpu-part";

const PICTURES = { cpu: 8, gpu: 800 };
const CLIENTS = 64;
const ROUNDS = 3;

const RUNTIME = `{ runtime { executionProvider { requested inUse reason } loadedModels {
  provider precision encodeLanes encodeCap threadsPerLane encodeLatencies { size ms memoryMiB } } } }`;

/** A model behind the whole service: stored pictures by `predict`, known regions, and JPEG photos over HTTP. */
export function serviceRates(
  name: ModelName,
  vocabularyOf: (service: ServiceProcess, seed: number) => Promise<string> = createVocabulary,
): (context: GpuContext) => Promise<void> {
  return async ({ place, report, isOver }) => {
    const count = providerOf(place) === "cpu" ? PICTURES.cpu : PICTURES.gpu;
    const service = await place.serve(name);
    const generator = startLoadGenerator();
    const what = `service, ${name}`;
    let next = 1;
    const store = async (picture: (number: number) => Promise<Buffer>, pictures: number) => {
      const numbers = Array.from({ length: pictures }, () => next++);
      return addImages(service, await Promise.all(numbers.map(picture)));
    };
    try {
      const vocabularyId = await vocabularyOf(service, 0);
      const other = await vocabularyOf(service, 1);
      const begun = performance.now();
      await predictRate(service, await store(plainPicture, 2), vocabularyId);
      report(`${what}: loading, measuring and warming up`, performance.now() - begun, "ms");
      progress(JSON.stringify(await service.ask<object>(RUNTIME)));
      const rates = {
        plain: [] as number[],
        photos: [] as number[],
        known: [] as number[],
        http: [] as number[],
      };
      for (let round = 0; round < ROUNDS && !(isOver() && round > 0); round++) {
        await measured(service, "stored pictures", async () => {
          const ids = await store(plainPicture, count);
          await service.begin();
          rates.plain.push(await predictRate(service, ids, vocabularyId));
          return rates.plain.at(-1)!;
        });
        await measured(service, "photos over HTTP", async () => {
          await service.begin();
          const plan = { url: service.url, vocabularyId, requests: count, deadlineMs: null };
          const sent = await generator.run({ ...plan, pace: { clients: Math.min(CLIENTS, count) } });
          const failed = sent.answers.filter(({ code }) => code !== "OK").length;
          if (failed > 0) throw new Error(`${failed} of ${count} requests were not answered`);
          rates.http.push(count / sent.seconds);
          return rates.http.at(-1)!;
        });
        if (isOver()) continue;
        const ids = await store(photo, count);
        await measured(service, "stored photos", async () => {
          await service.begin();
          rates.photos.push(await predictRate(service, ids, vocabularyId));
          return rates.photos.at(-1)!;
        });
        rates.known.push(await predictRate(service, ids, other));
      }
      const rate = (of: readonly number[], name: string) => {
        if (of.length > 0) report(`${what}: ${name}`, median(of), "images/s");
      };
      rate(rates.plain, "stored pictures of the model's size by predict");
      rate(rates.photos, "stored photos by predict");
      rate(rates.known, "the same with another vocabulary, regions known");
      rate(rates.http, `JPEG photos over HTTP, ${CLIENTS} clients`);
    } finally {
      await generator.close();
      await service.stop();
    }
  };
}

async function measured(service: ServiceProcess, what: string, run: () => Promise<number>): Promise<void> {
  const rate = await run();
  progress(`${what}: ${rate.toFixed(0)} images/s; ${JSON.stringify(await service.usage())}`);
}
