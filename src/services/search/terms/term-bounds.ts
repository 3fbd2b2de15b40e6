import { projectClassifier } from "../../../search/sketch/project-classifier";
import type { TermBounds } from "../../../search/term-bounds";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { columnOf } from "../index/column-of";
import type { OpenIndex } from "../index/open-index";
import type { ResolvedTerm } from "./resolved-term";

/** What is known of a term's scores before any image is scored for the search. */
export interface KnownTerm {
  readonly bounds: TermBounds;
  /** All its scores, where they are known. */
  readonly scores: Float32Array | null;
}

interface BoundedSearch {
  readonly model: ModelVersionRow;
  readonly index: OpenIndex;
  readonly terms: readonly ResolvedTerm[];
}

/** Each term's scores by an indexed vocabulary, or else their bounds from the sketches of all indexed images. */
export async function termBounds(
  context: ServiceContext,
  { model, index, terms }: BoundedSearch,
  signal: AbortSignal,
): Promise<KnownTerm[]> {
  const columns = await Promise.all(
    terms.map(({ vector }) => vector && columnOf(context, index, model, vector, { signal })),
  );
  const unknown = terms.filter((_, term) => columns[term] === null);
  const scanned = unknown.length > 0 ? await scan(context, { model, index, terms: unknown }, signal) : [];
  return columns.map((scores) => ({
    bounds: scores ? { upper: scores, lower: scores, estimate: scores } : scanned.shift()!,
    scores,
  }));
}

function scan(
  { scanner }: Pick<ServiceContext, "scanner">,
  { model, index, terms }: BoundedSearch,
  signal: AbortSignal,
): Promise<TermBounds[]> {
  const { score, labels } = model.description;
  const projected = terms.map(({ classifier }) => projectClassifier(index.basis, classifier));
  return scanner.scan(index.files, index.layout, projected, {
    topRegions: score.topRegions,
    share: score.whole?.share ?? null,
    bias: labels.from === "text" ? labels.bias : 0,
    to: index.count,
    signal,
  });
}
