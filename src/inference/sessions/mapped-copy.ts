import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { env, InferenceSession } from "onnxruntime-node";
import { writeDirectory } from "../../files/write-directory";
import { sessionOptions } from "./open-session";

const MODEL = "model.onnx";
const WEIGHTS = "model.onnx.data";
/** Smaller weights stay in the model file; ONNX Runtime maps what is outside it. */
const OUTSIDE_FROM_BYTES = "1024";

/**
 * A copy of a model file as ONNX Runtime runs it on this machine: its graph optimized, its weights in the order in which
 * the processor reads them, in a file of their own. Sessions map that file instead of each holding the weights for
 * itself, and give the same bits. It is made beside the model when it is first asked for, in a few seconds for a
 * gigabyte, and once more for another processor or version of ONNX Runtime. Blocks its thread.
 */
export async function mappedCopy(file: string): Promise<string> {
  const prefix = `${path.basename(file)}.mapped-`;
  const directory = path.join(path.dirname(file), prefix + (await circumstances()));
  const copy = path.join(directory, MODEL);
  const isThere = () =>
    stat(copy).then(
      () => true,
      () => false,
    );
  if (await isThere()) return copy;
  try {
    await writeDirectory(directory, (temporary) => write(file, temporary));
  } catch (error) {
    if (!(await isThere())) throw error; // another lane or process may have been faster
  }
  // Copies for another processor or version, and what a process that was killed had written of one. One that is still
  // being written is not needed any more; it may be in the way of being removed, as it may have been removed already.
  for (const name of await readdir(path.dirname(file)))
    if (name.startsWith(prefix) && name !== path.basename(directory))
      await rm(path.join(path.dirname(file), name), { recursive: true, force: true }).catch(() => undefined);
  return copy;
}

async function write(file: string, directory: string): Promise<void> {
  const session = await InferenceSession.create(file, {
    ...sessionOptions({ provider: "cpu", threads: 1 }),
    optimizedModelFilePath: path.join(directory, MODEL),
    extra: {
      session: {
        optimized_model_external_initializers_file_name: WEIGHTS,
        optimized_model_external_initializers_min_size_in_bytes: OUTSIDE_FROM_BYTES,
        save_external_prepacked_constant_initializers: "1",
      },
    },
  });
  await session.release();
}

/** What the order of the weights depends on, as a name: the instructions that the processor has, and the version. */
async function circumstances(): Promise<string> {
  const instructions = await readFile("/proc/cpuinfo", "utf8").then(
    (text) => /^(?:flags|Features)\s*:.*$/m.exec(text)?.[0],
    () => undefined, // not Linux, where names of processors are exact
  );
  const all = [env.versions.node, process.arch, os.cpus()[0]?.model, instructions];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 16);
}
