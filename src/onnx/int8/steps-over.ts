import type { ChannelRanges } from "./product-ranges";

const STEPS = 255;

/** How a value is written as uint8: value = scale x (8 bits - zero). */
interface Steps {
  readonly scale: number;
  readonly zero: number;
}

/** The steps over the ranges of an input's channels, each divided by its divisor. 0 is one of them exactly. */
export function stepsOver({ least, largest }: ChannelRanges, divisors: Float32Array): Steps {
  let low = 0;
  let high = 0;
  for (let i = 0; i < divisors.length; i++) {
    low = Math.min(low, least[i]! / divisors[i]!);
    high = Math.max(high, largest[i]! / divisors[i]!);
  }
  const scale = Math.fround((high - low) / STEPS) || 1; // any will do if all was 0
  return { scale, zero: Math.min(STEPS, Math.round(Math.abs(low) / scale)) };
}
