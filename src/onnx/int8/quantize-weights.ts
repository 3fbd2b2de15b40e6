import type { ConvStep } from "./conv-chain";

const LARGEST_INT8 = 127; // -128 has no counterpart, and the scales are symmetric
const LARGEST_BIAS = 2 ** 30;

/** A convolution's weights as 8 bits, and its bias in the units of the sums of products. */
interface QuantizedWeights {
  readonly weight: Int8Array; // [O, I, kh, kw]
  readonly scales: Float32Array; // [O]: weight = scale x 8 bits
  readonly bias: Int32Array; // [O]: in units of imageScale x scale
}

/** Each output channel has a scale of its own, symmetric about 0; `imageScale` is that of the input. */
export function quantizeWeights({ shape, weight, bias }: ConvStep, imageScale: number): QuantizedWeights {
  const [channels] = shape;
  const size = weight.length / channels;
  const scales = new Float32Array(channels);
  const quantized = new Int8Array(weight.length);
  const sums = new Int32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const row = weight.subarray(channel * size, (channel + 1) * size);
    let largest = 0;
    for (const value of row) largest = Math.max(largest, Math.abs(value));
    // A channel with hardly any weight would have a bias beyond 32 bits in units of its weights.
    const forBias = Math.abs(bias[channel] as number) / (imageScale * LARGEST_BIAS);
    scales[channel] = Math.max(largest / LARGEST_INT8, forBias) || 1;
    const scale = scales[channel] as number;
    for (let i = 0; i < size; i++) quantized[channel * size + i] = Math.round((row[i] as number) / scale);
    sums[channel] = Math.round((bias[channel] as number) / (imageScale * scale));
  }
  return { weight: quantized, scales, bias: sums };
}
