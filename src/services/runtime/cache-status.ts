import type { CacheStats } from "../../inference/engine/engine-stats";
import { MOST_THUMBNAIL_BYTES } from "../../storage/images/thumbnails";
import type { ServiceContext } from "../context";

type NamedCache = {
  readonly [K in keyof CacheStats]: CacheStats[K] | null;
} & { readonly name: "REGIONS" | "CLASSIFIERS" | "THUMBNAILS" };

/** What this process and its database keep so that it need not be made again. */
export async function cacheStatus({
  engine,
  regions,
  regionCacheBytes,
  storageUse,
}: ServiceContext): Promise<NamedCache[]> {
  const { hits, misses } = regions.stats();
  const [stored, thumbnails] = await Promise.all([storageUse.regionCache(), storageUse.thumbnails()]);
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
    {
      name: "THUMBNAILS",
      entries: thumbnails?.entries ?? null,
      bytes: thumbnails?.bytes ?? null,
      budgetBytes: MOST_THUMBNAIL_BYTES,
      hits: null,
      misses: null,
    },
  ];
}
