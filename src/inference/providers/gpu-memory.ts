import { askNvidiaSmi } from "./nvidia-smi";

/**
 * How much of a GPU's memory is in use, in MiB and by all processes together; null where NVIDIA's program is
 * not there or gives no number (it says [N/A] of a GPU that is split up). It counts GPUs in the order of their
 * slots, as CUDA does only with CUDA_DEVICE_ORDER=PCI_BUS_ID, and knows nothing of CUDA_VISIBLE_DEVICES: on a
 * machine with several GPUs another one may be meant.
 */
export async function gpuMemoryUsedMiB(deviceId: number, env?: NodeJS.ProcessEnv): Promise<number | null> {
  const rows = await askNvidiaSmi(["memory.used"], deviceId, env);
  const value = rows?.[0]?.[0] ?? "";
  return /^\d+$/.test(value) ? Number(value) : null;
}
