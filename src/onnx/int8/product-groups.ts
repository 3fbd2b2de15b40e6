import type { Product } from "./find-products";

/** Products that share inputs or weights, and so the scales of their channels: a block's q, k and v. */
export interface ProductGroup {
  readonly inputs: readonly string[];
  readonly weights: readonly string[];
  readonly channels: number;
}

/** Divides products so that no two groups have an input or a weight in common. */
export function productGroups(products: readonly Product[]): ProductGroup[] {
  const groups: { inputs: Set<string>; weights: Set<string>; channels: number }[] = [];
  for (const { input, weight, rows } of products) {
    const joined = groups.filter(({ inputs, weights }) => inputs.has(input) || weights.has(weight));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push({
      inputs: new Set([...joined.flatMap((group) => [...group.inputs]), input]),
      weights: new Set([...joined.flatMap((group) => [...group.weights]), weight]),
      channels: rows,
    });
  }
  return groups.map(({ inputs, weights, channels }) => ({
    inputs: [...inputs],
    weights: [...weights],
    channels,
  }));
}
