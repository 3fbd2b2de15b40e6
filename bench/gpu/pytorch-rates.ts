import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";

/** VGG19 up to fc7 and ViT-B/16 in PyTorch on the GPU, random weights, inputs copied from the host; by BENCH_PYTHON. */
export async function pytorchRates(): Promise<Figure[]> {
  const python = process.env.BENCH_PYTHON;
  if (!python) {
    progress("left out: BENCH_PYTHON names no Python with torch and torchvision");
    return [];
  }
  const { stdout } = await promisify(execFile)(python, [path.join(__dirname, "pytorch-rates.py")]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.split("\t") as [string, string]);
  return rows.map(([name, rate]) => ({ name: `PyTorch: ${name}`, value: Number(rate), unit: "images/s" }));
}
