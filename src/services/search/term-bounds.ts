import type { TermBounds } from "../../search/term-bounds";
import type { ServiceContext } from "../context";
import type { OpenIndex } from "./index/open-index";
import type { ResolvedTerm } from "./resolve-terms";

/** What is known of a term's scores before any image is scored for the search. */
export interface KnownTerm {
  readonly bounds: TermBounds;
  /** All its scores, where they are known. */
  readonly scores: Float32Array | null;
}

/** Nothing is known yet of images whose sketches are not read. */
export async function termBounds(
  _context: ServiceContext,
  { index, terms }: { readonly index: OpenIndex; readonly terms: readonly ResolvedTerm[] },
  _signal: AbortSignal,
): Promise<KnownTerm[]> {
  const unknown = new Float32Array(index.count).fill(Number.NaN);
  return terms.map(() => ({ bounds: { upper: unknown, lower: unknown, estimate: unknown }, scores: null }));
}
