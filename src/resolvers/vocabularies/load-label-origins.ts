import type { Database } from "../../storage/database/database";
import {
  findLabelOrigins,
  type LabelOriginRow,
  listLabelVectors,
} from "../../storage/vocabularies/label-vectors";

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
  const vectors = await listLabelVectors(db, [...new Set(keys.map(({ vocabularyId }) => vocabularyId))]);
  const places = new Map<(typeof vectors)[number], number[]>();
  for (const [place, { vocabularyId, spaceId }] of keys.entries()) {
    const of = vectors.find(
      (row) => row.vocabularyId === vocabularyId && (spaceId === null || row.spaceId === spaceId),
    );
    if (of) places.set(of, [...(places.get(of) ?? []), place]);
  }
  const found: (LabelOriginRow | null)[] = new Array(keys.length).fill(null);
  for (const [of, own] of places) {
    const rows = await findLabelOrigins(
      db,
      of,
      own.map((place) => keys[place]!.position),
    );
    const byPosition = new Map(rows.map((row) => [row.position, row]));
    for (const place of own) found[place] = byPosition.get(keys[place]!.position) ?? null;
  }
  return found;
}
