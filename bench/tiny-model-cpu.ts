import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Tensor } from "onnxruntime-node";
import { openSessions, releaseSessions } from "../src/inference/sessions/open-session";
import { runSession } from "../src/inference/sessions/run-session";
import { tinySizes, writeTinyModel } from "../test/helpers/models/tiny-model";
import { cpuOf } from "./runner/cpu-of";

const RUNS = 500;

/** CPU time of ONNX Runtime alone for one image through the tiny model and `labels` labels, one image at a time. */
export async function tinyModelCpuMs(threads: number, labels: number): Promise<number> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-bench-model-"));
  const { backbone, backboneDirectory, headDirectory } = await writeTinyModel(directory);
  const files = {
    body: path.join(backboneDirectory, backbone.body.file),
    tail: path.join(backboneDirectory, backbone.tail.file),
    trunk: path.join(headDirectory, "trunk.onnx"),
  };
  const runtime = { provider: "cpu", threads } as const;
  const sessions = await openSessions(files, runtime);
  const { score } = await openSessions(
    { score: path.join(headDirectory, "score.onnx") },
    { ...runtime, threads: 1 },
  );
  const { width, height } = backbone.input;
  const { featureChannels, gridHeight, gridWidth, globalSize, regionSize } = tinySizes;
  const image = new Tensor("float32", new Float32Array(3 * height * width), [1, 3, height, width]);
  const classifiers = new Tensor("float32", new Float32Array(labels * regionSize), [labels, regionSize]);
  const { body, tail } = backbone;
  const one = async () => {
    const map = await runSession(sessions.body, { [body.input]: image }, body.output, null);
    const features = new Tensor("float32", map, [1, featureChannels, gridHeight, gridWidth]);
    const scene = await runSession(sessions.tail, { [tail.input]: features }, tail.output, null);
    const global = new Tensor("float32", scene, [1, globalSize]);
    const enriched = await runSession(sessions.trunk, { features, global }, "regions", null);
    const regions = new Tensor("float32", enriched, [1, gridHeight * gridWidth, regionSize]);
    await runSession(score, { regions, classifiers }, "logits", labels);
  };
  try {
    for (let run = 0; run < RUNS / 10; run++) await one();
    const total = await cpuOf(async () => {
      for (let run = 0; run < RUNS; run++) await one();
    });
    return total / RUNS;
  } finally {
    await releaseSessions({ ...sessions, score });
    await rm(directory, { recursive: true, force: true });
  }
}
