import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../../errors";
import { foreignContent } from "../../files/foreign-content";
import { openRangedFile } from "../../files/ranged-file";
import type { Checkpoint } from "./checkpoint";
import { invalid } from "./invalid-checkpoint";
import { joinCheckpoints, type OpenNamed } from "./join-checkpoints";

/** 100,000 tensors take 10 MB. */
const INDEX_LIMIT_BYTES = 64 << 20;
/** Each is open until the checkpoint is closed. */
const SHARDS_LIMIT = 256;

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * Weights in several files, with Hugging Face's index that says which tensor is in which. Throws INVALID_CHECKPOINT
 * where a shard is missing or not in this directory, and where the index and the shards differ.
 */
export async function openShards(
  directory: string,
  names: readonly string[],
  indexName: string,
  open: OpenNamed,
): Promise<Checkpoint> {
  const places = await readIndex(directory, indexName);
  const shards = [...new Set(places.values())].sort();
  for (const shard of shards) {
    if (!/^[^/\\]+$/.test(shard) || shard === "." || shard === "..")
      throw invalid(`${indexName} names ${JSON.stringify(shard)}; expected a file in the same directory`);
    if (!names.includes(shard)) throw invalid(`${indexName} names ${shard}, which is missing`);
  }
  if (shards.length > SHARDS_LIMIT)
    throw invalid(`${indexName} names ${shards.length} files; at most ${SHARDS_LIMIT} are read`);
  return joinCheckpoints(shards, async (shard) => {
    const checkpoint = await open(shard);
    const difference = differenceFrom(places, shard, checkpoint);
    if (difference === undefined) return checkpoint;
    await checkpoint.close();
    throw invalid(`${indexName} ${difference}`);
  });
}

function differenceFrom(
  places: ReadonlyMap<string, string>,
  shard: string,
  { tensors }: Checkpoint,
): string | undefined {
  for (const name of tensors.keys()) {
    const place = places.get(name);
    if (place === undefined) return `does not list the tensor ${name}, which is in ${shard}`;
    if (place !== shard) return `places the tensor ${name} in ${place}; it is in ${shard}`;
  }
  for (const [name, place] of places) {
    if (place === shard && !tensors.has(name))
      return `places the tensor ${name} in ${shard}; it is not there`;
  }
  return undefined;
}

async function readIndex(directory: string, indexName: string): Promise<ReadonlyMap<string, string>> {
  const file = await openRangedFile(path.join(directory, indexName), "INVALID_CHECKPOINT");
  try {
    if (file.size > INDEX_LIMIT_BYTES)
      throw invalid(`${indexName} has ${file.size} bytes; at most ${INDEX_LIMIT_BYTES} are read`);
    const bytes = await file.read(0, file.size);
    const refusal = foreignContent(indexName, bytes, { expected: "a model's weights" });
    if (refusal !== null) throw new RegionaryError("INVALID_CHECKPOINT", refusal);
    return new Map(Object.entries(parseIndex(indexName, bytes)));
  } finally {
    await file.close();
  }
}

function parseIndex(indexName: string, bytes: Buffer): Record<string, string> {
  try {
    return indexSchema.parse(JSON.parse(bytes.toString("utf8"))).weight_map;
  } catch {
    throw invalid(`${indexName} is not a JSON object with a weight_map of tensors to file names`);
  }
}
