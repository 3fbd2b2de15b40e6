import { askNvidiaSmi } from "./nvidia-smi";

/**
 * How much of a GPU's memory is in use, in MiB and by all processes together; null where NVIDIA's program is
 * absent or gives no number (it prints [N/A] for a partitioned GPU). It numbers GPUs in the order of their
 * slots, as CUDA does only with CUDA_DEVICE_ORDER=PCI_BUS_ID, and ignores CUDA_VISIBLE_DEVICES: on a machine
 * with several GPUs it may be that of another one.
 */
export async function gpuMemoryUsedMiB(deviceId: number, env?: NodeJS.ProcessEnv): Promise<number | null> {
  const rows = await askNvidiaSmi(["memory.used"], deviceId, env);
  const value = rows?.[0]?.[0] ?? "";
  return /^\d+$/.test(value) ? Number(value) : null;
}
