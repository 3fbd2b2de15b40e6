import type { Database } from "./database";

/** What permanently identifies this database: the random id under which its first migration was recorded. */
export async function databaseId({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name LIMIT 1",
  );
  return rows[0]!.id;
}
