import { listSupportedBackends } from "onnxruntime-node";
import { findGpuLibraries, loaderFolders, providerFolder } from "../../src/inference/providers/gpu-libraries";
import { askNvidiaSmi } from "../../src/inference/providers/nvidia-smi";
import { chooseProvider } from "../../src/inference/providers/providers";
import { probeProvider } from "../../src/inference/sessions/probe-provider";
import { progress } from "../runner/progress";
import type { GpuContext } from "./gpu-part";

/** What the machine has, and whether `auto` takes the GPU. */
export async function card({ report }: GpuContext): Promise<void> {
  const rows = await askNvidiaSmi(["name", "driver_version", "memory.total"], null);
  for (const row of rows ?? []) progress(`card: ${row.join(", ")} MiB`);
  for (const { provider, isFetched, needs } of await findGpuLibraries(
    providerFolder(),
    await loaderFolders(process.env),
  )) {
    progress(`${provider}: ${isFetched ? "fetched" : "not fetched"}`);
    for (const { name, path } of needs) progress(`  ${name}: ${path ?? "missing"}`);
  }
  const supported = async () => listSupportedBackends().map(({ name }) => name);
  const probe = (provider: "cpu" | "cuda" | "tensorrt" | "webgpu") => probeProvider(provider, 0);
  for (const requested of ["auto", "cuda", "tensorrt", "webgpu"] as const) {
    const begun = performance.now();
    const choice = await chooseProvider(requested, { supported, probe }).catch((error: Error) => error);
    const works = !(choice instanceof Error) && choice.inUse !== "cpu";
    progress(
      `${requested}: ${choice instanceof Error ? choice.message : `${choice.inUse}, ${choice.reason}`}`,
    );
    const name = `${requested}: ${works ? "runs on the GPU" : "does not run on the GPU"}, found out in`;
    report(name, performance.now() - begun, "ms");
  }
}
