import type { CacheStats } from "../../inference/engine/engine-stats";
import type { ServiceContext } from "../context";

type NamedCache = {
  readonly [K in keyof CacheStats]: CacheStats[K] | null;
} & { readonly name: "REGIONS" | "CLASSIFIERS" };

/** What this process and its database keep so that it need not be made again. */
export async function cacheStatus({
  engine,
  regions,
  regionCacheBytes,
  storageUse,
}: ServiceContext): Promise<NamedCache[]> {
  const { hits, misses } = regions.stats();
  const stored = await storageUse.regionCache();
  return [
    {
      name: "REGIONS",
      entries: stored?.entries ?? null,
      bytes: stored?.bytes ?? null,
      budgetBytes: Number.isFinite(regionCacheBytes) ? regionCacheBytes : null,
      hits,
      misses,
    },
    { name: "CLASSIFIERS", ...engine.stats().classifiers },
  ];
}
