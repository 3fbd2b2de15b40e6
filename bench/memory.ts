import { setTimeout as delay } from "node:timers/promises";
import { median } from "./figures/median";
import { startLoadGenerator } from "./load/load-generator";
import { type Benchmark, type Figure, targeted } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { createVocabulary } from "./service/service-calls";

const PREDICTIONS = 10_000;
const CLIENTS = 8;
const SAMPLE_MS = 500;
const QUARTERS = 4;

/** Whether the service's process grows while it works: 10,000 photos that it has never seen, over HTTP. */
export const memory: Benchmark = {
  name: "memory",
  about: "a small model: memory of the service's process over 10,000 predictions of new photos over HTTP",
  async run(place): Promise<Figure[]> {
    const service = await place.serve("small");
    const generator = startLoadGenerator();
    try {
      const vocabularyId = await createVocabulary(service, 0);
      const plan = { url: service.url, vocabularyId, deadlineMs: null, pace: { clients: CLIENTS } };
      const quarters: number[] = [];
      let failures = 0;
      for (let quarter = 1; quarter <= QUARTERS; quarter++) {
        progress(`quarter ${quarter} of ${QUARTERS}`);
        let ended = false;
        const sending = generator.run({ ...plan, requests: PREDICTIONS / QUARTERS }).finally(() => {
          ended = true;
        });
        const samples: number[] = [];
        while (!ended) {
          await delay(SAMPLE_MS);
          samples.push((await service.usage()).rssBytes / 2 ** 20);
        }
        failures += (await sending).answers.filter(({ code }) => code !== "OK").length;
        quarters.push(median(samples));
      }
      if (failures > 0) throw new Error(`${failures} of ${PREDICTIONS} predictions were not made`);
      const [, second, , last] = quarters as [number, number, number, number];
      return [
        ...quarters.map((value, i) => ({ name: `quarter ${i + 1}, resident`, value, unit: "MiB" })),
        targeted("growth from the second quarter to the last", 100 * (last / second - 1), "%", ["<=", 5]),
      ];
    } finally {
      await generator.close();
      await service.stop();
    }
  },
};
