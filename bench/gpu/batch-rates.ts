import { gpuMemoryUsedMiB } from "../../src/inference/providers/gpu-memory";
import { progress } from "../runner/progress";
import type { ModelName } from "../workplace";
import { encodeHere, noisePictures } from "./encode-here";
import { type GpuContext, providerOf } from "./gpu-part";

const BATCHES = { cpu: [1, 2], gpu: [1, 8, 32, 64, 128, 256] };
const SECONDS = 1;
const WAYS = [
  { precision: "float16", isJoined: true },
  { precision: "float16", isJoined: false },
  { precision: "float32", isJoined: true },
  { precision: "float32", isJoined: false },
] as const;

/**
 * Images a second of the encode stages alone, pictures ready as bytes in memory, one lane: joined and stage by stage,
 * up to the sizes that the time and the GPU's memory allow.
 */
export function batchRates(name: ModelName): (context: GpuContext) => Promise<void> {
  return async ({ place, report, isOver }) => {
    const provider = providerOf(place);
    const sizes = provider === "cpu" ? BATCHES.cpu : BATCHES.gpu;
    const model = await place.model(name);
    const { pixels, size } = noisePictures(model, sizes.at(-1)!);
    for (const { precision, isJoined } of WAYS) {
      if (isOver() || (provider === "cpu" && precision === "float16")) continue;
      const encode = await encodeHere(model, { provider, precision, isJoined, maxBatch: sizes.at(-1)! });
      try {
        for (const batch of sizes) {
          if (isOver()) break;
          const what = `${name}, ${precision}, ${isJoined ? "joined" : "stage by stage"}, batches of ${batch}`;
          const part = pixels.subarray(0, batch * size);
          const firstMs = await timed(() => encode.regions(part, batch));
          const start = performance.now();
          let count = 0;
          do {
            await encode.regions(part, batch);
            count += batch;
          } while (performance.now() - start < SECONDS * 1000);
          report(what, (1000 * count) / (performance.now() - start), "images/s");
          progress(`first ${firstMs.toFixed(0)} ms, GPU memory ${await gpuMemoryUsedMiB(0)} MiB`);
        }
      } catch (error) {
        progress(`${name}, ${precision}: ended by ${(error as Error).message}`);
      } finally {
        await encode.close();
      }
    }
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
