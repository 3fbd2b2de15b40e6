import type { ServiceContext } from "../context";

/** What this process runs on, and what it has done since it started. */
export function runtimeStatus({ version, engine, regions, admission }: ServiceContext) {
  const { provider, imagesEncoded, imagesScored, models, lanes, queues } = engine.stats();
  const cache = regions.stats();
  return {
    version,
    executionProvider: provider,
    imagesEncoded,
    imagesScored,
    classificationsUnderWay: admission.stats().underWay,
    classificationsRefused: admission.stats().refused,
    regionCacheHits: cache.hits,
    regionCacheMisses: cache.misses,
    regionsUnwritten: cache.unwritten,
    models,
    lanes: [...lanes],
    queues: entries(queues).map(
      ([
        name,
        { queued, queuedBytes, running, batches, items, waitedMs, ranMs, batchSizes, launchReasons },
      ]) => ({
        name,
        queued,
        queuedBytes,
        running,
        batches,
        items,
        meanWaitMs: items > 0 ? waitedMs / items : 0,
        meanRunMs: items > 0 ? ranMs / items : 0,
        batchSizes: Object.entries(batchSizes).map(([size, count]) => ({
          size: Number(size),
          batches: count,
        })),
        launchReasons: entries(launchReasons).map(([reason, count]) => ({ reason, batches: count })),
      }),
    ),
  };
}

/** As `Object.entries`, but keeps the type of the keys. */
function entries<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
