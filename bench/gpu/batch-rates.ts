import { gpuMemoryUsedMiB } from "../../src/inference/providers/gpu-memory";
import { randomTensor } from "../../test/helpers/graph/random-tensors";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { ModelName, Workplace } from "../workplace";
import { encodeHere } from "./encode-here";

const MODELS: readonly ModelName[] = ["vgg19", "clip-b16"];
const BATCHES = [1, 4, 16, 64, 256];
const SECONDS = 1.5;
/** Each new shape has its kernels searched for, so the largest may be left out. */
const LIMIT_MS = 20_000;

/** Images a second of the encode stages alone, pictures ready in memory, one lane, to the end of the memory. */
export async function batchRates(place: Workplace): Promise<Figure[]> {
  const figures: Figure[] = [];
  const provider = place.provider === "auto" ? "cuda" : place.provider;
  const sizes = provider === "cpu" ? [1, 4] : BATCHES;
  for (const name of MODELS)
    for (const precision of ["float32", "float16"] as const) {
      if (provider === "cpu" && precision === "float16") continue;
      const model = await place.model(name);
      const { height, width } = model.description.picture;
      const images = randomTensor([sizes.at(-1)!, 3, height, width], 12).data;
      const encode = await encodeHere(model, { provider, precision, threads: 1, maxBatch: sizes.at(-1)! });
      const begun = performance.now();
      try {
        for (const batch of sizes) {
          if (performance.now() - begun > LIMIT_MS) break;
          const part = images.subarray(0, batch * 3 * height * width);
          const firstMs = await timed(() => encode.regions(part, batch));
          const start = performance.now();
          let count = 0;
          do {
            await encode.regions(part, batch);
            count += batch;
          } while (performance.now() - start < SECONDS * 1000);
          const rate = (1000 * count) / (performance.now() - start);
          const what = `${name}, ${precision}, batches of ${batch}`;
          figures.push({ name: what, value: rate, unit: "images/s" });
          figures.push({ name: `${what}: the first batch`, value: firstMs, unit: "ms" });
          const memory = await gpuMemoryUsedMiB(0);
          progress(
            `${what}: ${rate.toFixed(0)} images/s, first ${firstMs.toFixed(0)} ms, GPU memory ${memory} MiB`,
          );
        }
      } catch (error) {
        progress(`${name}, ${precision}: ended by ${(error as Error).message}`);
      } finally {
        await encode.close();
      }
    }
  return figures;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
