import { RegionaryError } from "../../errors";

/** Where ONNX Runtime can compute. */
export const PROVIDERS = ["cpu", "cuda", "tensorrt", "webgpu"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What the configuration may say: a provider, or `auto` for the best one that works here. */
export const PROVIDER_SETTINGS = ["auto", ...PROVIDERS] as const;
export type ProviderSetting = (typeof PROVIDER_SETTINGS)[number];

/** What was requested, what is actually used for the backbone and the trunk, and why. */
export interface ProviderChoice {
  readonly requested: ProviderSetting;
  readonly inUse: Provider;
  readonly reason: string;
}

/**
 * What the log says about a choice. Where a GPU cannot be used it leaves out ONNX Runtime's words, which name
 * its own files.
 */
export function providerLine({ requested, inUse, reason }: ProviderChoice): string {
  if (requested === "auto" && inUse === "cpu")
    return "Models run on the CPU: no GPU can be used here (bin/regionary doctor says what is missing)";
  return `Models run on ${inUse} (${requested} requested: ${reason})`;
}

/** How to find out what works on this machine. */
interface ProviderTrials {
  /** The names that the installed runtime was built for. */
  supported(): Promise<readonly string[]>;
  /** Runs a small model entirely on a provider; rejects with the runtime's own reason if it cannot. */
  probe(provider: Provider): Promise<void>;
}

// WebGPU is left out on purpose: on Linux it also accepts a software rasterizer, far slower than our CPU
// path, and nothing in its answer tells the two apart. TensorRT needs all that CUDA needs and more.
const AUTOMATIC: readonly Provider[] = ["cuda"];

/** Fetches ONNX Runtime's libraries for both; `npm install` does not run it, because of .npmrc. */
export const FETCH_CUDA = "node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install";

const REMEDY: Record<Exclude<Provider, "cpu">, string> = {
  cuda: `CUDA runs on Linux x64 with an NVIDIA driver, CUDA and cuDNN 9; fetch ONNX Runtime's own library for it with \`${FETCH_CUDA}\`, then \`regionary doctor\` names what is missing.`,
  tensorrt: `TensorRT runs on Linux x64 with all that CUDA needs and TensorRT 10; fetch ONNX Runtime's own library for it with \`${FETCH_CUDA}\`, then \`regionary doctor\` names what is missing.`,
  webgpu: "WebGPU needs a graphics driver: on Linux one for Vulkan and the package libvulkan1.",
};

/**
 * Decides where to compute, by trying. A provider requested by name is used or refused with
 * PROVIDER_UNAVAILABLE; only `auto` may fall back to the CPU, and then its reason says what did not work.
 */
export async function chooseProvider(
  requested: ProviderSetting,
  { supported, probe }: ProviderTrials,
): Promise<ProviderChoice> {
  if (requested === "cpu") return { requested, inUse: "cpu", reason: "requested by name" };
  const builtFor = await supported();

  async function failure(provider: Provider): Promise<string | null> {
    if (!builtFor.includes(provider)) {
      return `the installed ONNX Runtime is built only for ${builtFor.join(", ")} on this platform`;
    }
    return probe(provider).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message.trim() : String(error)),
    );
  }

  if (requested !== "auto") {
    const why = await failure(requested);
    if (why === null)
      return { requested, inUse: requested, reason: "requested by name; a trial model ran on it" };
    throw new RegionaryError(
      "PROVIDER_UNAVAILABLE",
      `Tried to run a small model on ${requested} and could not: ${why}. ${REMEDY[requested]} Or choose another provider: auto and cpu always work.`,
      { provider: requested, reason: why },
    );
  }

  const failures: string[] = [];
  for (const provider of AUTOMATIC) {
    const why = await failure(provider);
    if (why === null) return { requested, inUse: provider, reason: "a trial model ran on it" };
    failures.push(`${provider}: ${why}`);
  }
  return { requested, inUse: "cpu", reason: `no GPU could be used (${failures.join("; ")})` };
}
