import { projectClassifier } from "../../search/sketch/project-classifier";
import type { TermBounds } from "../../search/term-bounds";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import type { OpenIndex } from "./index/open-index";
import type { ResolvedTerm } from "./resolved-term";

/** What is known of a term's scores before any image is scored for the search. */
export interface KnownTerm {
  readonly bounds: TermBounds;
  /** All its scores, where they are known. */
  readonly scores: Float32Array | null;
}

/** The bounds of each term's scores, from the sketches of all indexed images. */
export async function termBounds(
  { scanner }: Pick<ServiceContext, "scanner">,
  {
    model,
    index,
    terms,
  }: {
    readonly model: ModelVersionRow;
    readonly index: OpenIndex;
    readonly terms: readonly ResolvedTerm[];
  },
  signal: AbortSignal,
): Promise<KnownTerm[]> {
  const { score, labels } = model.description;
  const projected = terms.map(({ classifier }) => projectClassifier(index.basis, classifier));
  const bounds = await scanner.scan(index.files, index.layout, projected, {
    topRegions: score.topRegions,
    share: score.whole?.share ?? null,
    bias: labels.from === "text" ? labels.bias : 0,
    to: index.count,
    signal,
  });
  return bounds.map((of) => ({ bounds: of, scores: null }));
}
