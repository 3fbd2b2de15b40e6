import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { SubmitOptions } from "../../../batcher/batcher-options";
import type { VocabularyVectors } from "../../../inference/stages/score-on-lane";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { listUnscored } from "../../../storage/search/indexed-scores";
import { findScoreSets, type ScoreSet } from "../../../storage/search/indexed-vocabularies";
import type { ServiceContext } from "../../context";
import type { OpenIndex } from "./open-index";
import { scorePositions } from "./score-positions";

/** So many images are scored while a search waits: those that were added lately. More are left to an indexing, which is begun. */
const MOST_SCORED = 512;
const MOST_ENCODED = 16;
const KEPT_SETS = 16;

/** The column of each vector, by its hash; vectors never change. */
const columnsByVector = new LRUCache<string, ReadonlyMap<string, number>>({ max: KEPT_SETS });

/**
 * The scores [count] of every image of an index for a label, given by its vector, if it is a label of a vocabulary that
 * was indexed for the model; NaN for deleted images. Images that were added since are scored now, if they are few. Null
 * where it is not to be had at once.
 */
export async function columnOf(
  context: ServiceContext,
  index: OpenIndex,
  model: ModelVersionRow,
  vector: Float32Array,
  options: SubmitOptions = {},
): Promise<Float32Array | null> {
  const hash = hashOf(vector);
  for (const set of await findScoreSets(context.db, index.id, model.id)) {
    const vectors = await context.vectorsFor(await context.vocabularies.recent(set.vocabularyId), model);
    const column = columnsOf(set, vectors).get(hash);
    if (column === undefined) continue;
    let files = await context.indexes.columns.sync(set, index);
    if (files.count < index.count) {
      const scoring = { index, model, set, vectors };
      const positions = await listUnscored(context.db, set, { from: files.count, limit: MOST_SCORED + 1 });
      const isLeft =
        positions.length > MOST_SCORED ||
        (await scorePositions(context, scoring, positions, { ...options, encodeAtMost: MOST_ENCODED })) !== 0;
      if (isLeft) void context.indexes.startIndexing(model, set.vocabularyId);
      files = await context.indexes.columns.sync(set, index);
    }
    if (files.count >= index.count) return (await files.column(column)).subarray(0, index.count);
  }
  return null;
}

function columnsOf({ id }: ScoreSet, { vectors, count }: VocabularyVectors): ReadonlyMap<string, number> {
  const known = columnsByVector.get(id);
  if (known) return known;
  const size = vectors.length / count;
  const columns = new Map(
    Array.from({ length: count }, (_, row) => [hashOf(vectors.subarray(row * size, (row + 1) * size)), row]),
  );
  columnsByVector.set(id, columns);
  return columns;
}

function hashOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("base64");
}
