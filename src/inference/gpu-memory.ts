import { execFile } from "node:child_process";
import { promisify } from "node:util";

const PATIENCE_MS = 5_000;

/** The memory of a GPU that is in use by all its programs, or null where NVIDIA's tool is absent or mute. */
export async function gpuMemoryUsedMiB(gpu: number): Promise<number | null> {
  const query = ["--query-gpu=memory.used", "--format=csv,noheader,nounits", "-i", `${gpu}`];
  try {
    const { stdout } = await promisify(execFile)("nvidia-smi", query, { timeout: PATIENCE_MS });
    const used = Number.parseInt(stdout, 10);
    return Number.isFinite(used) ? used : null;
  } catch {
    return null;
  }
}
