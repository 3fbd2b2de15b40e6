import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import type { Port } from "../../src/model/description";
import { randomTensor } from "../../test/helpers/graph/random-tensors";
import { optionsWith, SETTINGS } from "./settings";

/** A session to be opened in a thread of its own. */
export interface Opening {
  readonly setting: string;
  readonly file: string;
  readonly takes: readonly Port[];
  readonly threads: number;
}

/** What a session and its first batch of two took, and gave; memory in MiB, of files that are mapped apart. */
export interface Opened {
  readonly loadMs: number;
  readonly ownMiB: number;
  readonly mappedMiB: number;
  readonly bits: string;
}

export interface SettingRun {
  readonly batch: number;
  readonly ms: number;
}

export interface SettingCount {
  readonly images: number;
  readonly ms: number;
}

env.logLevel = "fatal";
const session = openHere(workerData as Opening);

async function openHere({ setting, file, takes, threads }: Opening): Promise<InferenceSession> {
  const given = feeds(takes, 2);
  const before = await memory();
  const begun = performance.now();
  const opened = await InferenceSession.create(file, optionsWith(SETTINGS[setting]!, threads));
  const loadMs = performance.now() - begun;
  const made = await opened.run(given);
  const after = await memory();
  const hash = createHash("sha256");
  for (const { data } of Object.values(made)) hash.update(data as Float32Array);
  const memoryTaken = { ownMiB: after.own - before.own, mappedMiB: after.mapped - before.mapped };
  parentPort!.postMessage({ loadMs, ...memoryTaken, bits: hash.digest("hex") } satisfies Opened);
  return opened;
}

parentPort!.on("message", async (message: SettingRun | "end") => {
  if (message === "end") process.exit(0); // between two runs: ONNX Runtime aborts a process that ends in one
  const given = feeds((workerData as Opening).takes, message.batch);
  const opened = await session;
  const start = performance.now();
  let images = 0;
  do {
    await opened.run(given);
    images += message.batch;
  } while (performance.now() - start < message.ms);
  parentPort!.postMessage({ images, ms: performance.now() - start } satisfies SettingCount);
});

function feeds(takes: readonly Port[], batch: number): Record<string, Tensor> {
  const tensors = takes.map(({ inFile, shape }, i) => {
    const { data, shape: sizes } = randomTensor([batch, ...shape], i);
    return [inFile, new Tensor("float32", data, sizes)] as const;
  });
  return Object.fromEntries(tensors);
}

/** The memory of this process in MiB: its own, and that of the files that it maps, each page once. */
async function memory(): Promise<{ own: number; mapped: number }> {
  const text = await readFile("/proc/self/smaps_rollup", "utf8");
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) / 1024;
  return { own: of("Pss_Anon"), mapped: of("Pss_File") };
}
