import { env, InferenceSession } from "onnxruntime-node";
import { RegionaryError } from "../../errors";
import { lowerPriority, type Place } from "../../threads/lower-priority";
import type { Provider } from "../providers/providers";

// Failures come back as exceptions with the same words; the log would only repeat them.
env.logLevel = "fatal";

/** How the sessions of a lane run. */
export interface Runtime {
  readonly provider: Provider;
  /** Threads that one operator may use. */
  readonly threads: number;
  /** The GPU, as CUDA numbers them; by default 0. */
  readonly gpu?: number;
  /**
   * The lower priority that this thread, and ONNX Runtime's threads from here on, have for a core; by default
   * none.
   */
  readonly place?: Place | null;
}

/**
 * Opens an ONNX file. With a provider other than the CPU every node must run there: ONNX Runtime refuses the
 * session rather than let a node fall to the CPU. Then it throws PROVIDER_UNAVAILABLE; for a file that cannot
 * be loaded, MODEL_NOT_READY. Only for worker threads: `run` blocks its thread.
 */
export async function openSession(file: string, runtime: Runtime): Promise<InferenceSession> {
  if (runtime.place) lowerPriority(runtime.place);
  try {
    return await InferenceSession.create(file, sessionOptions(runtime));
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    if (why.includes("fallback to CPU EP")) {
      throw new RegionaryError(
        "PROVIDER_UNAVAILABLE",
        `The model has operations that ${runtime.provider} cannot run, and they are not moved to the CPU silently (${why}). Choose the provider cpu for this model.`,
        { provider: runtime.provider },
        { cause: error },
      );
    }
    throw new RegionaryError(
      "MODEL_NOT_READY",
      `The model could not be loaded: ${why}`,
      {},
      { cause: error },
    );
  }
}

/** Opens the sessions of one model, by name: all of them, or none is left open. */
export async function openSessions<K extends string>(
  files: Readonly<Record<K, string>>,
  runtime: Runtime,
): Promise<Record<K, InferenceSession>> {
  const opened: Partial<Record<K, InferenceSession>> = {};
  try {
    for (const name of Object.keys(files) as K[]) opened[name] = await openSession(files[name], runtime);
    return opened as Record<K, InferenceSession>;
  } catch (error) {
    await releaseSessions(opened);
    throw error;
  }
}

/** Frees the memory of some sessions, which must not be used again. */
export async function releaseSessions(
  sessions: Readonly<Record<string, InferenceSession | undefined>>,
): Promise<void> {
  for (const session of Object.values(sessions)) await session?.release();
}

/** The options of a runtime in ONNX Runtime's form. */
export function sessionOptions({ provider, threads, gpu = 0 }: Runtime): InferenceSession.SessionOptions {
  const isNvidia = provider === "cuda" || provider === "tensorrt";
  return {
    executionProviders: [isNvidia ? { name: provider, deviceId: gpu } : provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: {
      session: {
        disable_cpu_ep_fallback: provider === "cpu" ? "0" : "1",
        // Waiting threads sleep instead of spinning: lanes share the cores.
        intra_op: { allow_spinning: "0" },
      },
    },
  };
}
