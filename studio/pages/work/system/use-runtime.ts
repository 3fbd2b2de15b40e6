import { useSubscription } from "urql";
import { graphql, type ResultOf } from "../../../api/graphql";

export const RuntimeChanged = graphql(`
  subscription RuntimeChanged {
    runtimeChanged {
      version hostName startedAt observedAt cores threads cpuMs databaseBytes
      imagesEncoded imagesScored
      memory { processBytes heapBytes machineBytes availableBytes }
      disk { totalBytes freeBytes }
      executionProvider { requested inUse reason }
      lanes { name state threads calls busyMs restarts }
      queues {
        name queued running batches items waitedMs ranMs
        launchReasons { reason batches }
        recentBatches { endedAt size reason waitedMs ranMs }
      }
      caches { name entries bytes budgetBytes hits misses }
      loadedModels {
        modelVersionId provider precision encodeLanes threadsPerLane scoreCap
        encodeSegments { bound cap wideMs latencies { size ms memoryMiB } }
        scoreLatencies { labels size ms }
      }
    }
  }
`);

export type Runtime = ResultOf<typeof RuntimeChanged>["runtimeChanged"];
export type Queue = Runtime["queues"][number];
export type Lane = Runtime["lanes"][number];
export type LoadedModel = Runtime["loadedModels"][number];

/** The latest readings, a second apart, the oldest first: as much as a small plot shows. */
const KEPT = 60;

/** What the service does, live; empty until it has told once. A service that was restarted begins anew. */
export function useRuntime(): readonly Runtime[] {
  const [{ data }] = useSubscription(
    { query: RuntimeChanged },
    (readings: readonly Runtime[] = [], { runtimeChanged: now }) => {
      const isSame = readings.at(-1)?.startedAt === now.startedAt;
      return [...(isSame ? readings : []), now].slice(-KEPT);
    },
  );
  return data ?? [];
}
