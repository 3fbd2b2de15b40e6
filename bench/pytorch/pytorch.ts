import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { bestDirectRuntime } from "../direct/best-direct-runtime";
import { median } from "../figures/median";
import { writeClipFiles } from "../models/clip-files";
import type { Benchmark, Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";

const ROUNDS = 3;
const SECONDS = 4;

/** ONNX Runtime on our graphs beside PyTorch on the same weights: without a service, by turns. */
export const pytorch: Benchmark = {
  name: "pytorch",
  about: "CLIP at ViT-B's sizes: ONNX Runtime on our graphs beside transformers; needs BENCH_PYTHON",
  async run(place): Promise<Figure[]> {
    const python = process.env.BENCH_PYTHON;
    if (!python) {
      progress("left out: BENCH_PYTHON names no Python with torch and transformers");
      return [];
    }
    const figures: Figure[] = [];
    for (const patch of [16, 32] as const) {
      const name = `clip-b${patch}` as const;
      const model = await place.model(name);
      const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-pytorch-"));
      const { checkpointPath } = await writeClipFiles(directory, patch);
      const other = await startPython(python, checkpointPath);
      const direct = await bestDirectRuntime(model, {
        provider: "cpu",
        labels: 81,
        secondsEach: 2,
        bodyOnly: true,
      });
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        progress(`${name}: round ${round} of ${ROUNDS}`);
        ours.push((await direct.measure(SECONDS)).imagesPerSecond);
        theirs.push(await other.ask(`images ${SECONDS}`));
      }
      const texts = await other.ask(`texts ${SECONDS} 9`);
      await direct.close();
      other.end();
      await rm(directory, { recursive: true });
      figures.push(
        { name: `${name}: ONNX Runtime, regions too`, value: median(ours), unit: "images/s" },
        { name: `${name}: PyTorch, the whole picture alone`, value: median(theirs), unit: "images/s" },
        { name: `${name}: PyTorch, texts of 9 tokens in batches of 32`, value: texts, unit: "texts/s" },
      );
    }
    return figures;
  },
};

/** A process of clip.py: a line in, a number out. */
async function startPython(python: string, folder: string) {
  const script = path.join(__dirname, "clip.py");
  const child = spawn(python, [script, folder, String(os.availableParallelism())], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("The Python process ended.");
    return value as string;
  };
  await next(); // "ready"
  return {
    async ask(command: string): Promise<number> {
      child.stdin.write(`${command}\n`);
      return Number(await next());
    },
    end: () => child.kill(),
  };
}
