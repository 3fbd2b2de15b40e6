import type { Benchmark, Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { Workplace } from "../workplace";
import { batchRates } from "./batch-rates";
import { card } from "./card";
import { changingSizes } from "./changing-sizes";
import { fullMemory } from "./full-memory";
import { parity } from "./parity";
import { pytorchRates } from "./pytorch-rates";
import { serviceRates } from "./service-rates";

/** The parts of the run, the surest first: the machine may be lent for minutes. */
const PARTS: readonly { readonly what: string; run(place: Workplace): Promise<Figure[]> }[] = [
  { what: "the card", run: card },
  { what: "float32 and float16 on the GPU beside the CPU", run: parity },
  { what: "batches of changing size", run: changingSizes },
  { what: "the whole service", run: serviceRates },
  { what: "images a second by batch size", run: batchRates },
  { what: "PyTorch on the same GPU", run: pytorchRates },
  { what: "a GPU whose memory is full", run: fullMemory },
];

/** What a GPU gives: one command on a machine that has one. A part that fails is reported, and the others go on. */
export const gpu: Benchmark = {
  name: "gpu",
  about:
    "a GPU beside the CPU: same results, rates by batch size, the whole service, full memory; needs CUDA",
  async run(place) {
    const figures: Figure[] = [];
    if (place.provider === "cpu" && !process.env.REGIONARY_PROVIDER) {
      progress("left out: REGIONARY_PROVIDER is not set (cuda, or cpu to try the run without a GPU)");
      return figures;
    }
    for (const { what, run } of PARTS) {
      progress(`gpu: ${what}`);
      const begun = performance.now();
      try {
        const made = await run(place);
        for (const { name, value, unit } of made)
          progress(`${name}: ${Number(value.toPrecision(4))} ${unit}`);
        figures.push(...made);
      } catch (error) {
        progress(`gpu: ${what}: ${(error as Error).stack}`);
        figures.push({
          name: `${what}: ended with an error`,
          value: 1,
          unit: "error",
          target: "0",
          met: false,
        });
      }
      progress(`gpu: ${what} took ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    }
    return figures;
  },
};

/** That part alone: with NVIDIA_TF32_OVERRIDE=0 it shows what float32 is without TF32. */
export const gpuParity: Benchmark = {
  name: "gpu-parity",
  about: "a GPU's results beside the CPU's, alone",
  run: (place) =>
    place.provider === "cpu" && !process.env.REGIONARY_PROVIDER ? Promise.resolve([]) : parity(place),
};
