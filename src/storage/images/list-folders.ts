import type { Database } from "../database/database";
import type { Condition } from "../database/page";
import { imageConditions } from "./list-images";

/** A folder of images' paths. */
export interface FolderRow {
  /** As it is written first, from the top. */
  readonly path: string;
  /** How many images are in it, at any depth. */
  readonly imageCount: number;
}

/** The folders just below another one, or at the top, of what a person added: the first `limit` by their names. */
export async function listFolders({ pool }: Database, under: string, limit: number): Promise<FolderRow[]> {
  const parts = under
    .normalize()
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  const values: unknown[] = [parts.length + 1, limit];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions: Condition[] = imageConditions({ addedByPerson: true, folder: parts.join("/") });
  const { rows } = await pool.query<FolderRow>(
    `SELECT min(array_to_string((string_to_array("path", '/'))[1:$1::int], '/')) AS "path", count(*)::int AS "imageCount"
     FROM "Image"
     WHERE split_part("path", '/', $1::int + 1) <> '' AND ${conditions.map((condition) => `(${condition(parameter)})`).join(" AND ")}
     GROUP BY lower(split_part("path", '/', $1::int)) ORDER BY lower(split_part("path", '/', $1::int)) LIMIT $2`,
    values,
  );
  return rows;
}
