import type { Database } from "../database/database";
import type { ModelSetup } from "../generated/client";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";

type SetupColumns = Pick<ModelSetup, "catalogueId" | "mirror" | "directory" | "directoryHost"> & {
  readonly modelVersionId?: string | null;
};
export type SetupRow = WorkRow & Required<SetupColumns>;

/** Setups of models of the catalogue; their units are those of the phase. */
export const modelSetups = workTable<SetupRow, SetupColumns>({
  kind: "SETUP",
  table: "ModelSetup",
  missing: "The model version was deleted while the setup was being created.",
  read: ({ modelVersionId = null, ...stored }) => ({ ...stored, modelVersionId }),
});

/** Records what a setup has imported, so that it never has to be fetched again. */
export async function recordImported({ pool }: Database, id: string, modelVersionId: string): Promise<void> {
  await pool.query('UPDATE "ModelSetup" SET "modelVersionId" = $2 WHERE "id" = $1', [id, modelVersionId]);
}

/** The latest setup of each of some models of the catalogue, and the latest of those whose model is still there. */
export async function findSetupsOf(
  db: Database,
  catalogueIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly latest: SetupRow; readonly installed: SetupRow | null }>> {
  const { rows } = await db.pool.query<{ catalogueId: string; latest: string; installed: string | null }>(
    `SELECT s."catalogueId", (array_agg(s."id" ORDER BY s."id" DESC))[1] AS "latest",
       (array_agg(s."id" ORDER BY s."id" DESC)
         FILTER (WHERE s."modelVersionId" IS NOT NULL AND w."state" = 'COMPLETED'))[1] AS "installed"
     FROM "ModelSetup" s JOIN "Work" w ON w."id" = s."id"
     WHERE s."catalogueId" = ANY($1) GROUP BY s."catalogueId"`,
    [catalogueIds],
  );
  const ids = rows.flatMap(({ latest, installed }) => (installed ? [latest, installed] : [latest]));
  const byId = new Map((await modelSetups.find(db, ids)).map((row) => [row.id, row]));
  return new Map(
    rows.flatMap(({ catalogueId, latest, installed }) => {
      const row = byId.get(latest); // gone if it was deleted just now
      return row
        ? [[catalogueId, { latest: row, installed: byId.get(installed ?? "") ?? null }] as const]
        : [];
    }),
  );
}
