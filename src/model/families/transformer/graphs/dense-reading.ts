import type { GraphBuilder } from "../../../../graph/build-graph";
import { gather } from "../../../../graph/operators/arrangement/gather";
import { slice } from "../../../../graph/operators/arrangement/slice";
import { add } from "../../../../graph/operators/elementwise/add";
import type { ValueSpec } from "../../../../graph/tensor-type";
import { attentionWeights } from "./attention";
import { type BlockSizes, output, projected, withMlp } from "./block";
import { layerNorm } from "./layers";

/**
 * How patches are read as regions of the text's space: which tokens look at which in the last block, and whether its
 * residual and MLP are added. The block's own attention ("vanilla") mixes distant patches, for the whole image's sake.
 * `values_*`: none, each patch its own value (MaskCLIP, TIPS). `sclip`: queries at queries plus keys at keys (SCLIP).
 * `clearclip`: queries at queries. `kk_*`: keys at keys. `naclip_*`: keys at keys, near ones favored (NACLIP).
 */
export const READINGS = [
  "vanilla",
  "values_reduced",
  "values_residual_mlp",
  "sclip",
  "clearclip",
  "kk_reduced",
  "kk_residual_mlp",
  "naclip_reduced",
  "naclip_residual_mlp",
] as const;
export type Reading = (typeof READINGS)[number];

/** A grid of patches behind some tokens that are no patch. */
export interface TokenGrid {
  readonly height: number;
  readonly width: number;
  readonly prefixTokens: number;
}

/** Standard deviation of NACLIP's neighborhood, in patches. */
const NEIGHBORHOOD = 5;

/** The last block as a reading other than "vanilla" has it, of the patches alone: [N, P, D]. */
export function readPatches(
  g: GraphBuilder,
  sizes: BlockSizes,
  { grid, reading }: { readonly grid: TokenGrid; readonly reading: Reading },
  prefix: string,
  x: ValueSpec, // [N, T, D]
): ValueSpec {
  const y = layerNorm(g, x, `${prefix}.norm1`, sizes.epsilon);
  const attended = patchAttention(g, sizes, { grid, reading }, prefix, y); // [N, P, D]
  if (reading === "clearclip" || reading.endsWith("_reduced")) return attended;
  return withMlp(g, sizes, prefix, g.apply(add, [patchesOf(g, grid, x, 1), attended], {}));
}

function patchAttention(
  g: GraphBuilder,
  sizes: BlockSizes,
  { grid, reading }: { readonly grid: TokenGrid; readonly reading: Reading },
  prefix: string,
  y: ValueSpec,
): ValueSpec {
  const of = (part: string) => projected(g, sizes, prefix, part, y); // [N, H, T, d]
  const v = of("v");
  if (reading.startsWith("values")) return output(g, sizes, prefix, null, patchesOf(g, grid, v, 2));
  const alike = (part: string, bias: ValueSpec | null) => {
    const all = of(part);
    return attentionWeights(g, patchesOf(g, grid, all, 2), all, bias); // [N, H, P, T]
  };
  if (reading === "clearclip") return output(g, sizes, prefix, alike("q", null), v);
  if (reading === "sclip") {
    const both = g.apply(add, [alike("q", null), alike("k", null)], {}); // they add up to 2
    return output(g, sizes, prefix, both, v);
  }
  const bias = reading.startsWith("naclip") ? neighborhood(g, grid) : null;
  return output(g, sizes, prefix, alike("k", bias), v);
}

/** The tokens behind the prefix, along an axis of tokens. */
export function patchesOf(
  g: GraphBuilder,
  { height, width, prefixTokens }: TokenGrid,
  tokens: ValueSpec,
  axis: number,
): ValueSpec {
  if (prefixTokens === 0) return tokens;
  const ends = [prefixTokens + height * width];
  return g.apply(slice, [tokens], { starts: [prefixTokens], ends, axes: [axis] });
}

/** One token of [N, T, D] by its position, which may count from the end: [N, D]. */
export function tokenAt(g: GraphBuilder, tokens: ValueSpec, position: number): ValueSpec {
  return g.apply(gather, [tokens, g.constant([position], [], "int64")], { axis: 1 });
}

/** A Gaussian of the distance between patches, its peak 1, added before the softmax; 0 to the prefix: [P, T]. */
function neighborhood(g: GraphBuilder, { height, width, prefixTokens }: TokenGrid): ValueSpec {
  const patches = height * width;
  const tokens = prefixTokens + patches;
  const values = new Float32Array(patches * tokens);
  for (let a = 0; a < patches; a++) {
    for (let b = 0; b < patches; b++) {
      const rows = Math.floor(a / width) - Math.floor(b / width);
      const columns = (a % width) - (b % width);
      values[a * tokens + prefixTokens + b] = Math.exp(-(rows ** 2 + columns ** 2) / (2 * NEIGHBORHOOD ** 2));
    }
  }
  return g.constant(values, [patches, tokens]);
}
