import type { Database } from "../database/database";

/** Whether there is any model version that is not of this name. */
export async function hasOtherModels({ pool }: Database, name: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT FROM "ModelVersion" WHERE "name" <> $1 LIMIT 1', [name]);
  return rowCount === 1;
}
