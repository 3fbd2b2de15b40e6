import type { ProviderLibrary } from "../../inference/providers/gpu-libraries";
import { FETCH_CUDA } from "../../inference/providers/providers";

const NAMES = { cuda: "CUDA", tensorrt: "TensorRT" };

/**
 * What CUDA and TensorRT find here, in lines: each GPU (its name, memory and driver; null if it could not be
 * asked), ONNX Runtime's own libraries, and those that they need from the machine.
 */
export function describeGpu(
  gpus: readonly (readonly string[])[] | null,
  libraries: readonly ProviderLibrary[],
): string[] {
  const found =
    gpus?.map(([name, memoryMiB, driver]) => `NVIDIA GPU: ${name}, ${memoryMiB} MiB, driver ${driver}`) ?? [];
  return [
    ...(found.length > 0 ? found : ["NVIDIA GPU: none found (no nvidia-smi on the PATH that lists one)"]),
    ...libraries.flatMap(({ provider, isFetched, needs }) => {
      const missing = needs.filter(({ path }) => path === null).map(({ name }) => name);
      const there = needs.filter(({ path }) => path !== null).map(({ name }) => name);
      return [
        `${NAMES[provider]}: ONNX Runtime's library is ${isFetched ? "there" : `not there; on Linux x64 fetch it with \`${FETCH_CUDA}\``}`,
        `${NAMES[provider]} needs from the machine: ${list("missing", missing)}; ${list("found", there)}`,
      ];
    }),
  ];
}

function list(what: string, names: readonly string[]): string {
  return `${what} ${names.length === 0 ? "nothing" : names.join(", ")}`;
}
