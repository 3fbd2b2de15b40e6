import { writeFile } from "node:fs/promises";
import path from "node:path";
import { quantile } from "./figures/quantile";
import type { MixedPlan, MixedReport } from "./load/mixed-client";
import { plainPicture } from "./load/pictures";
import type { Benchmark, Figure } from "./runner/benchmark";
import { startChild } from "./runner/child";
import { machine } from "./runner/machine";
import { progress } from "./runner/progress";
import { addImages, createVocabulary } from "./service/service-calls";
import { writeTrace } from "./simulation/trace";

const SECONDS = 120;
const SEED = 11;
const BATCH_IMAGES = 1_200;
const LARGEST_BATCH = 160;

/** People, front ends and batches at once, on VGG19 in 8 bits; where `recordTo` is a file, their arrivals go there. */
export function mixed(recordTo: string | null): Benchmark {
  return {
    name: "mixed",
    about: "VGG19 in 8 bits: people, front ends and batches at once (--record FILE keeps their arrivals)",
    async run(place): Promise<Figure[]> {
      const service = await place.serve("vgg19-int8");
      const client = startChild(path.join(__dirname, "load/mixed-client.ts"));
      try {
        const vocabularyId = await createVocabulary(service, 0);
        progress(`storing ${BATCH_IMAGES} pictures`);
        const numbers = Array.from({ length: BATCH_IMAGES }, (_, i) => i);
        const imageIds = await addImages(service, await Promise.all(numbers.map(plainPicture)));
        progress(`${SECONDS} s of traffic`);
        const { url } = service;
        const largestBatch = LARGEST_BATCH;
        const plan: MixedPlan = { url, vocabularyId, imageIds, largestBatch, seconds: SECONDS, seed: SEED };
        const { arrivals, answers } = await client.call<MixedReport>(plan);
        if (recordTo !== null) {
          const from = `${SECONDS} s of \`npm run bench mixed\` on VGG19 in 8 bits: ${machine(place.provider)}`;
          await writeFile(recordTo, writeTrace(arrivals, [from]));
        }
        const latencies = answers.filter(({ code }) => code === "OK").map(({ latencyMs }) => latencyMs);
        const interactive = (what: string, value: number, unit: string): Figure => ({
          name: `interactive, ${what}`,
          value,
          unit,
        });
        return [
          { name: "arrivals", value: arrivals.length, unit: "images" },
          interactive("asked", answers.length, "images"),
          interactive("not answered with labels", answers.length - latencies.length, "images"),
          interactive("p50", quantile(latencies, 0.5), "ms"),
          interactive("p99", quantile(latencies, 0.99), "ms"),
        ];
      } finally {
        await client.end();
        await service.stop();
      }
    },
  };
}
