import os from "node:os";
import type { ServiceContext } from "../context";
import { cpuMs, memoryStatus } from "./process-status";

const STARTED_AT = new Date(Date.now() - 1_000 * process.uptime());

/** What this process runs on, and what it has done since it started. */
export function runtimeStatus({ version, engine, regions, admission }: ServiceContext) {
  const { provider, classifiers, imagesEncoded, imagesScored, models, lanes, queues } = engine.stats();
  const cache = regions.stats();
  return {
    version,
    hostName: os.hostname(),
    startedAt: STARTED_AT,
    observedAt: new Date(),
    cores: os.availableParallelism(),
    threads: engine.threads,
    cpuMs: cpuMs(),
    memory: memoryStatus(),
    executionProvider: provider,
    imagesEncoded,
    imagesScored,
    classificationsUnderWay: admission.stats().underWay,
    classificationsRefused: admission.stats().refused,
    regionCacheHits: cache.hits,
    regionCacheMisses: cache.misses,
    regionsUnwritten: cache.unwritten,
    classifiers,
    models,
    lanes: [...lanes],
    queues: entries(queues).map(
      ([
        name,
        {
          queued,
          queuedBytes,
          running,
          batches,
          items,
          waitedMs,
          ranMs,
          batchSizes,
          launchReasons,
          recentBatches,
        },
      ]) => ({
        name,
        queued,
        queuedBytes,
        running,
        batches,
        items,
        waitedMs,
        ranMs,
        meanWaitMs: items > 0 ? waitedMs / items : 0,
        meanRunMs: items > 0 ? ranMs / items : 0,
        batchSizes: Object.entries(batchSizes).map(([size, count]) => ({
          size: Number(size),
          batches: count,
        })),
        launchReasons: entries(launchReasons).map(([reason, count]) => ({ reason, batches: count })),
        recentBatches: [...recentBatches],
      }),
    ),
  };
}

/** As `Object.entries`, but keeps the type of the keys. */
function entries<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
