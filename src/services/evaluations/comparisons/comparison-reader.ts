import type { Database } from "../../../storage/database/database";
import { type ComparedSections, readComparison } from "../../../storage/evaluations/comparisons";
import { type KeptReader, keptReader } from "../kept-reader";

/** With 7,586 labels one takes about 3 MB. */
const KEPT_COMPARISONS = 16;

/** What comparisons found, which never changes. */
export type ComparisonReader = KeptReader<ComparedSections>;

/** Reads comparisons, kept for their next pages; null for one that is not complete. */
export const createComparisonReader = (db: Database): ComparisonReader =>
  keptReader((id) => readComparison(db, id), KEPT_COMPARISONS);
