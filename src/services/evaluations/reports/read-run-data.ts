import { readBlob } from "../../../blobs/read-blob";
import { isRegionaryError } from "../../../errors";
import { EvaluationAccumulator } from "../../../evaluation/scores/accumulator";
import type { EvaluationData } from "../../../evaluation/scores/evaluation-data";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";
import { withBlobs } from "../../../storage/blobs/with-blobs";
import { addShard, type Shard } from "../shards/shard";
import { shardFromBytes } from "../shards/shard-bytes";

/** What a run measured: the blobs of its shards in order, the database they are in, and what they hold. */
export interface MeasuredRun {
  readonly url: string;
  readonly hashes: readonly string[];
  readonly plan: EvaluationPlan;
}

/** Reads a run's shards; where some are missing or damaged, returns their places in `hashes`. */
export async function readRunData({
  url,
  hashes,
  plan,
}: MeasuredRun): Promise<{ readonly data: EvaluationData } | { readonly lost: number[] }> {
  const accumulator = new EvaluationAccumulator(plan);
  const lost = await readShards(url, hashes, (shard) => addShard(accumulator, shard));
  return lost.length > 0 ? { lost } : { data: accumulator.data() };
}

/** Takes in shards in order up to the first that is missing or damaged; returns the places of all that are. */
export function readShards(
  url: string,
  hashes: readonly string[],
  take: (shard: Shard) => void,
): Promise<number[]> {
  return withBlobs(url, async (blobs) => {
    const lost: number[] = [];
    for (const [place, hash] of hashes.entries()) {
      const bytes = await readBlob(blobs, hash).catch((error: unknown) => {
        if (isRegionaryError(error) && error.code === "BLOB_MISSING") return null;
        throw error;
      });
      if (!bytes) lost.push(place);
      else if (lost.length === 0) take(shardFromBytes(bytes));
    }
    return lost;
  });
}
