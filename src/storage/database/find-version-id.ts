import type { Database } from "./database";
import { storableTexts } from "./storable-texts";

/** The id of a version of a name, the latest if `version` is null; null if there is none. */
export async function findVersionId(
  { pool }: Database,
  table: "ModelVersion" | "Vocabulary",
  name: string,
  version: number | null,
): Promise<string | null> {
  if (storableTexts([name]).length === 0) return null;
  const { rows } = await pool.query<{ id: string }>(
    `SELECT "id" FROM "${table}" WHERE "name" = $1 AND ($2::int IS NULL OR "version" = $2)
     ORDER BY "version" DESC LIMIT 1`,
    [name, version],
  );
  return rows[0]?.id ?? null;
}
