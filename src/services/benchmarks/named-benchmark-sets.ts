import { type BenchmarkSetRow, findBenchmarkSetByName } from "../../storage/benchmarks/benchmark-sets";
import { listBenchmarkSets } from "../../storage/benchmarks/list-benchmark-sets";
import type { Database } from "../../storage/database/database";
import { allRows } from "../all-rows";
import { noneNamed } from "../none-named";

/** Every benchmark set, newest first. */
export const allBenchmarkSets = (db: Database): Promise<BenchmarkSetRow[]> =>
  allRows((page) => listBenchmarkSets(db, page));

/** The benchmark set of a name; NOT_FOUND lists those that exist. */
export async function benchmarkSetNamed(db: Database, name: string): Promise<BenchmarkSetRow> {
  const set = await findBenchmarkSetByName(db, name);
  if (set) return set;
  throw await noneNamed(
    "benchmark set",
    name,
    (page) => listBenchmarkSets(db, page),
    (row) => row.name,
  );
}
