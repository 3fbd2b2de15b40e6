import type { Database } from "../../storage/database/database";
import {
  findLabelOrigins,
  type LabelOriginRow,
  type LabelVectorsRow,
  listLabelVectors,
} from "../../storage/vocabularies/label-vectors";
import { groupBy } from "../group-by";

/** A label by its place, in a space; null stands for the first space in which its vocabulary had vectors. */
export interface LabelOriginKey {
  readonly vocabularyId: string;
  readonly spaceId: string | null;
  readonly position: number;
}

/** How labels got their vectors, read together for each vocabulary and space; null for those without one. */
export async function loadLabelOrigins(
  db: Database,
  keys: readonly LabelOriginKey[],
): Promise<(LabelOriginRow | null)[]> {
  const rows = await listLabelVectors(db, [...new Set(keys.map(({ vocabularyId }) => vocabularyId))]);
  const vectors = groupBy(rows, ({ vocabularyId }) => vocabularyId);
  const vectorsOf = ({ vocabularyId, spaceId }: LabelOriginKey): LabelVectorsRow | undefined =>
    vectors.get(vocabularyId)?.find((row) => spaceId === null || row.spaceId === spaceId);
  const found: (LabelOriginRow | null)[] = new Array(keys.length).fill(null);
  for (const [of, places] of groupBy(keys.keys(), (place) => vectorsOf(keys[place]!))) {
    if (!of) continue;
    const positions = new Set(places.map((place) => keys[place]!.position));
    const origins = await findLabelOrigins(db, of, [...positions]);
    const byPosition = new Map(origins.map((row) => [row.position, row]));
    for (const place of places) found[place] = byPosition.get(keys[place]!.position) ?? null;
  }
  return found;
}
