import { batchQueries } from "./batch-queries";
import type { FirstQuery } from "./first-query";
import { labelQueries } from "./label-queries";
import { searchQueries } from "./search-queries";

/** The tabs of a first visit, in the order in which a person needs them. */
export const firstQueries: FirstQuery[] = [...labelQueries, ...searchQueries, ...batchQueries];
