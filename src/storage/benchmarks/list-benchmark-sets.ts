import type { Database } from "../database/database";
import {
  type NameConditions,
  type NamedOrder,
  NEWEST,
  nameConditions,
  namedOrder,
} from "../database/named-lists";
import { type Condition, type Page, type PageRequest, readPage } from "../database/page";
import { type BenchmarkKind, type BenchmarkSetRow, findBenchmarkSets } from "./benchmark-sets";

/** Which benchmark sets are listed; a condition that is left out does not count. */
export interface BenchmarkSetFilter extends NameConditions {
  readonly kind?: BenchmarkKind;
  readonly vocabularyId?: string;
  /** Whether all images are stored. */
  readonly complete?: boolean;
}

/** A page of the benchmark sets that meet a filter. */
export function listBenchmarkSets(
  db: Database,
  page: PageRequest,
  filter: BenchmarkSetFilter = {},
  order: NamedOrder = NEWEST,
): Promise<Page<BenchmarkSetRow>> {
  const { kind, vocabularyId, complete } = filter;
  const where: Condition[] = nameConditions(filter);
  if (kind !== undefined) where.push((parameter) => `"kind" = ${parameter(kind)}::"BenchmarkKind"`);
  if (vocabularyId !== undefined) where.push((parameter) => `"vocabularyId" = ${parameter(vocabularyId)}`);
  if (complete !== undefined) where.push(() => `("contentHash" IS NOT NULL) = ${complete}`);
  const list = { from: '"BenchmarkSet"', where, order: namedOrder("benchmark sets", order) };
  return readPage(db, list, page, (ids) => findBenchmarkSets(db, ids));
}
