import { setTimeout as delay } from "node:timers/promises";
import { startLoadGenerator } from "./load/load-generator";
import type { Benchmark, Figure } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { createLabels, createVocabulary } from "./service/service-calls";
import type { ModelName, Workplace } from "./workplace";

const MODELS: readonly ModelName[] = ["small", "clip-b32", "clip-b16", "vgg19", "vgg19-int8"];
const PHOTOS = 100;
const CLIENTS = 8;
const SAMPLE_MS = 200;
const REST_MS = 60_000;

/** What the service's process holds with each model: at its start, with the model, under load and a minute later. */
export const memoryModels: Benchmark = {
  name: "memory-models",
  about: "memory of the service's process by model: at the start, loaded, under load, and a minute later",
  async run(place): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const name of MODELS) figures.push(...(await figuresOf(place, name)));
    return figures;
  },
};

async function figuresOf(place: Workplace, name: ModelName): Promise<Figure[]> {
  const service = await place.serve(name);
  const generator = startLoadGenerator();
  const resident = async () => (await service.usage()).rssBytes / 2 ** 20;
  try {
    const figure = (when: string, value: number) => ({ name: `${name}: ${when}`, value, unit: "MiB" });
    await delay(SAMPLE_MS);
    const figures = [figure("started, no model loaded", await resident())];
    const labels = Array.from({ length: 20 }, (_, i) => ({ label: `label ${i}` }));
    const vocabularyId = name.startsWith("clip")
      ? await createLabels(service, `labels of ${name}`, labels)
      : await createVocabulary(service, 0);
    const plan = { url: service.url, vocabularyId, deadlineMs: null };
    await generator.run({ ...plan, pace: { clients: 1 }, requests: 1 });
    figures.push(figure("loaded and measured, one photo", await resident()));
    progress(`${name}: ${PHOTOS} photos`);
    let ended = false;
    const sending = generator.run({ ...plan, pace: { clients: CLIENTS }, requests: PHOTOS }).finally(() => {
      ended = true;
    });
    let peak = 0;
    while (!ended) {
      await delay(SAMPLE_MS);
      peak = Math.max(peak, await resident());
    }
    const failed = (await sending).answers.filter(({ code }) => code !== "OK").length;
    if (failed > 0) throw new Error(`${failed} of ${PHOTOS} photos were not classified`);
    figures.push(figure(`the most under ${PHOTOS} photos by ${CLIENTS} clients`, peak));
    progress(`${name}: a minute of rest`);
    await delay(REST_MS);
    figures.push(figure("a minute later", await resident()));
    return figures;
  } finally {
    await generator.close();
    await service.stop();
  }
}
