import { z } from "zod";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { EvaluationComparison } from "../generated/client";
import { completeWork } from "../work/change-work";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

type ComparisonColumns = Omit<EvaluationComparison, "id">;
export type ComparisonRow = WorkRow & ComparisonColumns;

/** Comparisons of two complete runs. */
export const comparisons = workTable<ComparisonRow, ComparisonColumns>({
  kind: "COMPARISON",
  table: "EvaluationComparison",
  missing: "A run was deleted while the comparison was being created.",
  read: (stored) => stored,
});

const figures = {
  ...{
    first: z.number(),
    second: z.number(),
    difference: z.number(),
    standardError: z.number(),
    p: z.number(),
  },
};
const difference = z.strictObject(figures);
const sectionsSchema = z.array(
  z.strictObject({
    section: z.enum(["ZSL", "GZSL", "SEEN"]),
    macro: difference.nullable(),
    atK: z.array(z.strictObject({ k: z.int(), f1: difference.nullable() })),
    perClass: z.array(z.strictObject({ ...figures, class: z.int(), adjustedP: z.number() })),
  }),
);
export type ComparedSections = z.infer<typeof sectionsSchema>;
const parse = jsonColumns("EvaluationComparisonResult", { json: sectionsSchema });

/** Completes a comparison of so many units with what it found. False if it has been ended meanwhile. */
export function completeComparison(
  { pool }: Database,
  id: string,
  total: number,
  sections: object,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (!(await completeWork({ pool: client }, id, { done: total, total }))) return false;
    await client.query('INSERT INTO "EvaluationComparisonResult" VALUES ($1, $2)', [
      id,
      JSON.stringify(sections),
    ]);
    return true;
  });
}

/** What a comparison found; null until it is complete. */
export async function readComparison({ pool }: Database, id: string): Promise<ComparedSections | null> {
  const { rows } = await pool.query<{ json: string }>(
    'SELECT "json" FROM "EvaluationComparisonResult" WHERE "comparisonId" = $1',
    [id],
  );
  return rows[0] ? parse({ json: JSON.parse(rows[0].json) }, id).json : null;
}
