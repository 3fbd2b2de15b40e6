import { z } from "zod";
import type { Database } from "../database/database";
import type { Work, WorkKind } from "../generated/client";

export type { WorkKind };

/** What the result of work depends on and the host that begins it has fixed; null for what was not recorded. */
const fixedSchema = z.strictObject({
  provider: z.string().nullable(),
  precision: z.enum(["float32", "float16", "int8"]).nullable(),
  threads: z.int().min(1).nullable(),
});
export type WorkFixed = Readonly<z.infer<typeof fixedSchema>>;

export type WorkRow = Omit<Work, "fixed"> & { readonly fixed: WorkFixed | null };

/** Work as it is stored, its `fixed` read. The `detail` is for the kind to read. */
export const workOf = <Stored extends Work>(stored: Stored) => ({
  ...stored,
  fixed: fixedSchema.nullable().parse(stored.fixed),
});

/** Work of any kind, without what is its kind's own. */
export async function findWork({ pool }: Database, ids: readonly string[]): Promise<WorkRow[]> {
  const { rows } = await pool.query<Work>({
    name: "work",
    text: 'SELECT * FROM "Work" WHERE "id" = ANY($1::uuid[])',
    values: [ids],
  });
  return rows.map(workOf);
}
