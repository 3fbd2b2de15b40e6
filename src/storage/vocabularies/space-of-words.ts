import type { PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import { ensureVectorSpace, type VectorSpaceRow } from "./vector-spaces";

/** CONFLICT unless the words that a set shares with a space have the same vectors there. */
export async function refuseOtherVectors(
  client: PoolClient,
  setId: string,
  dimensions: number,
  { id, name, dimensions: expected }: VectorSpaceRow,
): Promise<void> {
  if (dimensions !== expected) {
    throw new RegionaryError(
      "CONFLICT",
      `Vectors of the space "${name}" have ${expected} numbers; those of the file have ${dimensions}.`,
    );
  }
  const { rows } = await client.query<{ shared: number; different: number }>(
    `SELECT count(*)::int AS "shared", (count(*) FILTER (WHERE own."vector" <> known."vector"))::int AS "different"
     FROM "WordVectorSet" s JOIN "WordVector" known ON known."setId" = s."id"
       JOIN "WordVector" own ON own."setId" = $1 AND own."word" = known."word"
     WHERE s."spaceId" = $2 AND s."id" <> $1`,
    [setId, id],
  );
  const { shared, different } = rows[0]!;
  if (shared > 0 && different === 0) return;
  throw new RegionaryError(
    "CONFLICT",
    shared === 0
      ? `The file shares no word with the word vectors of the space "${name}", so nothing shows that it belongs to that space. Import it without --space.`
      : `${different} of the ${shared} words that the file shares with the space "${name}" have different vectors there: it is another space. Import it without --space.`,
  );
}

/** The id of the space of a content: one content is in one space. */
export async function spaceOfContent(
  client: PoolClient,
  { name, contentHash, dimensions }: { name: string; contentHash: string; dimensions: number },
  of: VectorSpaceRow | null,
): Promise<string> {
  const { rows } = await client.query<{ name: string; spaceId: string }>(
    'SELECT "name", "spaceId" FROM "WordVectorSet" WHERE "contentHash" = $1 LIMIT 1',
    [contentHash],
  );
  const [same] = rows;
  if (same && of && same.spaceId !== of.id)
    throw new RegionaryError(
      "CONFLICT",
      `The set "${same.name}" has the same content, but is not in the space "${of.name}". Import the file without --space.`,
    );
  if (same || of) return same?.spaceId ?? of!.id;
  const identity = `words:${contentHash}`;
  return (await ensureVectorSpace(client, { kind: "WORDS", name, identity, dimensions })).id;
}
