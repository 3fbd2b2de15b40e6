import { execFile } from "node:child_process";

const LIMIT_MS = 5_000; // it answers in 50 ms, or hangs when the driver does

/**
 * What NVIDIA's own program says about each GPU: the values of the requested fields. Null if there is no such
 * program on the PATH of `env` (by default this process's), or if it fails or does not answer within 5
 * seconds.
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
