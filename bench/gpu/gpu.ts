import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Benchmark, Figure } from "../runner/benchmark";
import { machine } from "../runner/machine";
import { progress } from "../runner/progress";
import { createLabels } from "../service/service-calls";
import type { Workplace } from "../workplace";
import { batchRates } from "./batch-rates";
import { card } from "./card";
import { changingSizes } from "./changing-sizes";
import { fullMemory } from "./full-memory";
import type { GpuPart } from "./gpu-part";
import { parity } from "./parity";
import { pytorchRates } from "./pytorch-rates";
import { serviceRates } from "./service-rates";

const LABELS = Array.from({ length: 81 }, (_, i) => ({ label: `label ${i}` }));

/** The parts of the run, the most important first: the machine may be lent for minutes. */
const PARTS: readonly GpuPart[] = [
  { what: "the card", seconds: 20, run: card },
  { what: "batches of changing size", seconds: 60, run: changingSizes },
  { what: "the whole service", seconds: 120, run: serviceRates("vgg19") },
  { what: "images a second by batch size", seconds: 60, run: batchRates("vgg19") },
  { what: "PyTorch on the same GPU", seconds: 60, run: pytorchRates },
  { what: "a GPU whose memory is full", seconds: 60, run: fullMemory },
  { what: "images a second of CLIP", seconds: 40, run: batchRates("clip-b16") },
  { what: "float32 and float16 on the GPU beside the CPU", seconds: 40, run: parity },
  {
    what: "the whole service with CLIP",
    seconds: 60,
    run: serviceRates("clip-b16", (service, seed) => createLabels(service, `labels ${seed}`, LABELS)),
  },
];
/** What runs after this is left out; a part that hangs is left alone a while after its time. */
const LIMIT_S = 450;
const PATIENCE_S = 45;

/**
 * What a GPU gives: one command on a machine that has one. A part that fails is reported, and the others go on. All
 * figures so far are always in gpu.json, in BENCH_OUT or here.
 */
export const gpu: Benchmark = {
  name: "gpu",
  about:
    "a GPU beside the CPU: same results, rates by batch size, the whole service, full memory; needs CUDA",
  run: (place) => runParts(place, PARTS),
};

/** Parts alone: with NVIDIA_TF32_OVERRIDE=0 the first shows what float32 is without TF32. */
export const gpuParts: readonly Benchmark[] = [
  {
    name: "gpu-parity",
    about: "a GPU's results beside the CPU's, alone",
    run: (place) =>
      runParts(
        place,
        PARTS.filter(({ what }) => what.includes("beside the CPU")),
      ),
  },
  {
    name: "gpu-service",
    about: "the whole service on a GPU, alone",
    run: (place) =>
      runParts(
        place,
        PARTS.filter(({ what }) => what.includes("service")),
      ),
  },
];

async function runParts(place: Workplace, parts: readonly GpuPart[]): Promise<Figure[]> {
  if (place.provider === "cpu" && !process.env.REGIONARY_PROVIDER) {
    progress("left out: REGIONARY_PROVIDER is not set (cuda, or cpu to try the run without a GPU)");
    return [];
  }
  const figures: (Figure & { readonly part: string })[] = [];
  const file = path.join(process.env.BENCH_OUT || ".", "gpu.json");
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  for (const { what: part, seconds, run } of parts) {
    const start = elapsed();
    if (start > LIMIT_S) {
      progress(`gpu: ${part}: left out, ${LIMIT_S} s are over`);
      continue;
    }
    progress(`gpu: ${part}`);
    const end = Math.min(LIMIT_S, start + seconds);
    const report = (name: string, value: number, unit: string) => {
      progress(`${name}: ${Number(value.toPrecision(4))} ${unit}`);
      figures.push({ part, name, value, unit });
      writeFileSync(file, JSON.stringify({ machine: machine(place.provider), figures }, null, 1));
    };
    try {
      const done = run({ place, report, isOver: () => elapsed() > end });
      done.catch(() => undefined); // it may fail long after it was given up
      await Promise.race([done, hungAfter(end + PATIENCE_S - start)]);
    } catch (error) {
      progress(`gpu: ${part}: ${(error as Error).stack}`);
      report("ended with an error", 1, "error");
    }
    progress(`gpu: ${part} took ${(elapsed() - start).toFixed(0)} s`);
  }
  return figures;
}

function hungAfter(seconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`it was not done after ${seconds.toFixed(0)} s`)),
      seconds * 1000,
    ).unref();
  });
}
