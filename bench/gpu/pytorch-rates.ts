import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { progress } from "../runner/progress";
import { type GpuContext, providerOf } from "./gpu-part";

const LIMIT_MS = 60_000;

/** VGG19 up to fc7 and ViT-B/16 in PyTorch on the GPU, random weights, inputs copied from the host; by BENCH_PYTHON. */
export async function pytorchRates({ place, report }: GpuContext): Promise<void> {
  const python = process.env.BENCH_PYTHON;
  if (!python || providerOf(place) === "cpu") {
    progress("left out: it needs a GPU, and BENCH_PYTHON with torch and torchvision");
    return;
  }
  const child = spawn(python, [path.join(__dirname, "pytorch-rates.py")], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: LIMIT_MS,
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, rate] = line.split("\t");
    if (rate) report(`PyTorch: ${name}`, Number(rate), "images/s");
  }
  await ended;
}
