import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { photo } from "../load/pictures";
import { writeClipFiles } from "../models/clip-files";
import { writeVgg19Files } from "../models/vgg19-files";
import { progress } from "../runner/progress";
import type { ModelName } from "../workplace";
import { type PythonProcess, startPython } from "./python-process";

const PHOTOS = 16;

/** PyTorch with a model's weights, in float32 and as it comes; null without BENCH_PYTHON, or for a model of ours. */
export async function startPyTorch(name: ModelName): Promise<PythonProcess | null> {
  const python = process.env.BENCH_PYTHON;
  const model = name.replace("-int8", "");
  if (!python || model === "small") {
    if (!python) progress("PyTorch is left out: BENCH_PYTHON names no Python with torch and transformers");
    return null;
  }
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-pytorch-"));
  try {
    for (let i = 0; i < PHOTOS; i++) await writeFile(path.join(directory, `${i}.jpg`), await photo(i));
    if (model === "vgg19") await writeVgg19Files(directory);
    else await writeClipFiles(directory, model === "clip-b16" ? 16 : 32);
    const script = path.join(__dirname, model === "vgg19" ? "biam.py" : "clip.py");
    return await startPython(python, script, [directory]);
  } finally {
    await rm(directory, { recursive: true, force: true }); // it has read them
  }
}
