import type { ChannelRanges } from "./product-ranges";

/** No channel counts as smaller than this part of the largest: it may be 0 on all pictures that were seen. */
const LEAST_PART = 1e-5;

/**
 * By what each channel of an input is divided, and its row of the weights multiplied, before both are rounded to 8
 * bits. A few channels of a transformer's activations are ten times as large as the others, which then would have a
 * tenth of the steps. With the square root of activation over weight both are as uneven as each other (SmoothQuant,
 * Xiao et al. 2023, with alpha 0.5); the product does not change.
 */
export function balanceChannels(inputs: readonly ChannelRanges[], weightRows: Float32Array): Float32Array {
  const activations = new Float32Array(weightRows.length);
  for (const { least, largest } of inputs) {
    for (let i = 0; i < activations.length; i++)
      activations[i] = Math.max(activations[i]!, Math.abs(least[i]!), Math.abs(largest[i]!));
  }
  const [a, b] = [atLeastAPart(activations), atLeastAPart(weightRows)];
  return a.map((activation, i) => Math.sqrt(activation / b[i]!));
}

function atLeastAPart(values: Float32Array): Float32Array {
  const largest = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  return values.map((value) => Math.max(value, LEAST_PART * largest));
}
