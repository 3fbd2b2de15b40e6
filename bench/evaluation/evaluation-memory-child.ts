import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ProviderSetting } from "../../src/inference/providers/providers";
import { answerParent } from "../runner/child";

export interface RunTask {
  /** The folder of the compiled program. */
  readonly program: string;
  readonly url: string;
  readonly directory: string;
  readonly provider: ProviderSetting;
  readonly modelId: string;
  readonly setId: string;
}

/** The most memory of the process at a time, beyond what it had before the run, and how long it took. */
export interface RunUse {
  readonly loadedBytes: number;
  readonly scoringBytes: number;
  readonly reportBytes: number;
  readonly scoringMs: number;
  readonly reportMs: number;
}

answerParent(async ({ program, url, directory, provider, modelId, setId }: RunTask): Promise<RunUse> => {
  const compiled = <T>(name: string): T => require(path.join(program, name)) as T;
  const { openDatabase } = compiled<typeof import("../../src/storage/database/open-database")>(
    "storage/database/open-database",
  );
  const { createContext } =
    compiled<typeof import("../../src/services/create-context")>("services/create-context");
  const { evaluateHere } = compiled<typeof import("../../src/services/evaluations/runs/evaluate-here")>(
    "services/evaluations/runs/evaluate-here",
  );
  const db = openDatabase(url);
  const { context, close } = await createContext(db, {
    ...{ version: "bench", provider, threads: undefined, gpus: [0], int8: "off" },
    ...{ maxBatch: undefined, regionCacheBytes: 0, dataDirectory: directory },
  });
  try {
    await context.models.loaded(await context.models.byId(modelId));
    collectGarbage();
    const loadedBytes = statusBytes("VmRSS");
    forgetPeak();
    const begun = performance.now();
    let scored = { ms: 0, bytes: 0 };
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      if (done < total || scored.ms > 0) return;
      scored = { ms: performance.now() - begun, bytes: statusBytes("VmHWM") };
      forgetPeak();
    };
    const { signal } = new AbortController();
    await evaluateHere(context, { benchmarkSetId: setId, resamples: 200 }, { signal, onProgress });
    return {
      loadedBytes,
      scoringBytes: scored.bytes - loadedBytes,
      reportBytes: statusBytes("VmHWM") - loadedBytes,
      scoringMs: scored.ms,
      reportMs: performance.now() - begun - scored.ms,
    };
  } finally {
    await close();
    await db.close();
  }
});

/** VmRSS is what the process has in memory, VmHWM the most that it had since its peak was forgotten. */
function statusBytes(name: "VmRSS" | "VmHWM"): number {
  const found = new RegExp(`${name}:\\s*(\\d+) kB`).exec(readFileSync("/proc/self/status", "utf8"));
  return 1024 * Number(found?.[1]);
}

/** So that the run does not begin in memory that starting the program has left free. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

function forgetPeak(): void {
  writeFileSync("/proc/self/clear_refs", "5");
}
