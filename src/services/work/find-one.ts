import type { Database } from "../../storage/database/database";
import type { WorkKind, WorkRow } from "../../storage/work/work-rows";
import type { WorkTable } from "../../storage/work/work-table";
import { notFound } from "../not-found";

/** How messages name work of each kind. */
export const WORK_NAMES: Readonly<Record<WorkKind, string>> = {
  PREDICTION: "prediction batch",
  EVALUATION: "evaluation run",
  TRAINING: "training",
  BENCHMARK_IMPORT: "benchmark import",
  QUANTIZATION: "quantization",
  COMPARISON: "comparison of evaluation runs",
};

/** Where work of one kind is found. */
export type Findable<Row extends WorkRow> = Pick<WorkTable<Row, never>, "kind" | "find">;

/** The work of this kind and id, or NOT_FOUND. */
export async function findOne<Row extends WorkRow>(
  db: Database,
  table: Findable<Row>,
  id: string,
): Promise<Row> {
  const [row] = await table.find(db, [id]);
  if (row) return row;
  throw notFound(WORK_NAMES[table.kind]);
}
