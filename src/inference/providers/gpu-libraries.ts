import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { neededLibraries } from "./needed-libraries";

/** A library that a provider needs, and where the dynamic loader would find it. */
interface NeededLibrary {
  readonly name: string;
  readonly path: string | null;
}

/** Whether ONNX Runtime's library for a provider was fetched, and what it needs from the machine. */
export interface ProviderLibrary {
  readonly provider: "cuda" | "tensorrt";
  readonly isFetched: boolean;
  readonly needs: readonly NeededLibrary[];
}

/** Libraries that only NVIDIA provides; the others are those of the C library, which every machine has. */
const OF_NVIDIA = /^lib(cu|nv)/;
/** What the CUDA library opens while it runs, so that its file does not name it. */
const OPENED_LATER = { cuda: ["libcudnn.so.9"], tensorrt: [] } as const;
/** What is known to be needed before the file is there; only the file tells the versions of the others. */
const ALWAYS = {
  cuda: ["libcuda.so.1"],
  tensorrt: ["libcuda.so.1", "libnvinfer.so.10", "libnvonnxparser.so.10"],
};

/** Where the installed ONNX Runtime keeps its libraries for this platform. */
export function providerFolder(): string {
  const root = path.dirname(require.resolve("onnxruntime-node/package.json"));
  return path.join(root, "bin", "napi-v6", process.platform, process.arch);
}

/**
 * Looks for what CUDA and TensorRT need. Which major version of CUDA that is comes from the fetched library's
 * file, not from a table. Nothing is loaded.
 */
export function findGpuLibraries(folder: string, searched: readonly string[]): Promise<ProviderLibrary[]> {
  const look = async (provider: "cuda" | "tensorrt"): Promise<ProviderLibrary> => {
    const file = path.join(folder, `libonnxruntime_providers_${provider}.so`);
    const isFetched = existsSync(file);
    const named = isFetched ? (await neededLibraries(file)).filter((name) => OF_NVIDIA.test(name)) : [];
    const names = new Set([...ALWAYS[provider], ...named, ...OPENED_LATER[provider]]);
    return { provider, isFetched, needs: [...names].map((name) => ({ name, path: find(name, searched) })) };
  };
  return Promise.all([look("cuda"), look("tensorrt")]);
}

/** The folders that the dynamic loader searches: those of the environment, of its cache, and its own. */
export async function loaderFolders(env: NodeJS.ProcessEnv): Promise<string[]> {
  const cache = await new Promise<string>((resolve) => {
    execFile("/sbin/ldconfig", ["-p"], { maxBuffer: 1 << 24 }, (error, output) =>
      resolve(error ? "" : output),
    );
  });
  const cached = [...cache.matchAll(/=> (\/.*)$/gm)].map(([, file]) => path.dirname(file!));
  const own = (env.LD_LIBRARY_PATH ?? "").split(":").filter((folder) => folder !== "");
  return [...new Set([...own, ...cached, "/lib64", "/usr/lib64", "/lib", "/usr/lib"])];
}

function find(name: string, folders: readonly string[]): string | null {
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}
