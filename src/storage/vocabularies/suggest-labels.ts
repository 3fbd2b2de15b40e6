import type { Database } from "../database/database";

/** Which labels. */
export interface LabelSuggestions {
  /** How they, or a later word of them, begin; any if empty. */
  readonly beginning: string;
  /** Only those of vocabularies with vectors in this space; of all if null. */
  readonly spaceId: string | null;
  readonly first: number;
}

/** Labels of vocabularies in the order in which to suggest them: those that begin so before those of which a word does, the shorter first. */
export async function suggestLabels(
  { pool }: Database,
  { beginning, spaceId, first }: LabelSuggestions,
): Promise<string[]> {
  const text = beginning.normalize().toLowerCase();
  if (text.includes("\0")) return []; // PostgreSQL refuses to search for one
  const { rows } = await pool.query<{ label: string }>(
    `SELECT min(l."label") AS "label" FROM "VocabularyLabel" l
     WHERE strpos(' ' || lower(l."label"), ' ' || $1) > 0
       AND ($2::uuid IS NULL OR EXISTS
         (SELECT FROM "LabelVectors" v WHERE v."vocabularyId" = l."vocabularyId" AND v."spaceId" = $2))
     GROUP BY lower(l."label")
     ORDER BY strpos(lower(l."label"), $1) > 1, char_length(lower(l."label")), lower(l."label") COLLATE "C" LIMIT $3`,
    [text, spaceId, first],
  );
  return rows.map(({ label }) => label);
}
