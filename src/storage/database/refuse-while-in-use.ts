import { RegionaryError } from "../../errors";
import type { Database } from "./database";
import { isForeignKeyViolation } from "./storage-errors";

const MOST_NAMED = 5;

/** What may keep each from being deleted, as a message names it. */
const USERS = {
  "benchmark set": `SELECT 'a training of "' || "name" || '"' AS "user" FROM "Training" WHERE "setId" = $1
    UNION SELECT 'an evaluation of ' || m."name" || '@' || m."version" FROM "EvaluationRun" r
      JOIN "ModelVersion" m ON m."id" = r."modelVersionId" WHERE r."benchmarkSetId" = $1`,
  vocabulary: `SELECT 'the benchmark set "' || "name" || '"' AS "user" FROM "BenchmarkSet" WHERE "vocabularyId" = $1`,
  image: `SELECT DISTINCT 'the benchmark set "' || s."name" || '"' AS "user" FROM "BenchmarkSet" s
    JOIN "BenchmarkItem" i ON i."setId" = s."id" WHERE i."imageId" = $1`,
} as const;

/** Makes a CONFLICT, which names what is in the way, of the database's refusal to delete a thing. */
export function refuseWhileInUse(
  { pool }: Database,
  what: keyof typeof USERS,
  id: string,
): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!isForeignKeyViolation(error)) throw error;
    const { rows } = await pool.query<{ user: string }>(
      `${USERS[what]} ORDER BY "user" LIMIT ${MOST_NAMED + 1}`,
      [id],
    );
    const users = rows.slice(0, MOST_NAMED).map(({ user }) => user);
    if (rows.length > MOST_NAMED) users.push("others");
    const listed = new Intl.ListFormat("en").format(users) || "something that was deleted just now";
    throw new RegionaryError(
      "CONFLICT",
      `The ${what} is used by ${listed}. Delete what uses it first, then the ${what}.`,
    );
  };
}
