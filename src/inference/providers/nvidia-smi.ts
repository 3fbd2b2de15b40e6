import { execFile } from "node:child_process";

const LIMIT_MS = 5_000; // it answers in 50 ms, or hangs with a driver that hangs

/**
 * What NVIDIA's own program says of the GPUs: for each, the values of the fields that are asked for. Null where
 * there is no such program on the PATH of `env` (this process's own, if left out), or where it fails or does not answer in 5 seconds.
 */
export function askNvidiaSmi(
  fields: readonly string[],
  gpu: number | null,
  env?: NodeJS.ProcessEnv,
): Promise<string[][] | null> {
  const query = [`--query-gpu=${fields.join(",")}`, "--format=csv,noheader,nounits"];
  const args = gpu === null ? query : [...query, "-i", String(gpu)];
  return new Promise((resolve) => {
    execFile("nvidia-smi", args, { env, timeout: LIMIT_MS, killSignal: "SIGKILL" }, (error, output) => {
      if (error) return resolve(null);
      const rows = output.split("\n").filter((line) => line.trim() !== "");
      resolve(rows.map((row) => row.split(",").map((value) => value.trim())));
    });
  });
}
