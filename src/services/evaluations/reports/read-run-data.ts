import { EvaluationAccumulator } from "../../../evaluation/scores/accumulator";
import type { EvaluationData } from "../../../evaluation/scores/evaluation-data";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";
import { addShard } from "../shards/shard";
import { shardFromBytes } from "../shards/shard-bytes";
import { createShardFileReader } from "../shards/shard-files";

/** What a run measured: the files of its shards in their order, and what was kept in them. */
export interface MeasuredRun {
  readonly directory: string;
  readonly hashes: readonly string[];
  readonly plan: EvaluationPlan;
}

/** Reads a run's shards; where some are missing or damaged, the places of those in `hashes`. */
export async function readRunData({
  directory,
  hashes,
  plan,
}: MeasuredRun): Promise<{ readonly data: EvaluationData } | { readonly lost: number[] }> {
  const accumulator = new EvaluationAccumulator(plan);
  const readShardFile = createShardFileReader(directory);
  const lost: number[] = [];
  for (const [place, hash] of hashes.entries()) {
    const bytes = await readShardFile(hash);
    if (!bytes) lost.push(place);
    else if (lost.length === 0) addShard(accumulator, shardFromBytes(bytes));
  }
  return lost.length > 0 ? { lost } : { data: accumulator.data() };
}
