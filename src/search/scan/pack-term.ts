import type { ProjectedTerm } from "../sketch/project-classifier";

const FLOATS = 12;
const MAX_INT16 = 32_767;
const MAX_INT8 = 127;

/** The bytes of a term in bound-kernel.wat's memory; it says what they are. */
export function termBytes(dims: number): number {
  return 4 * FLOATS + 2 * dims;
}

/** Writes a term as the kernel takes it, its values rounded to 16 bits. */
export function packTerm(
  { values, norms, offset }: ProjectedTerm,
  bias: number,
  memory: ArrayBuffer,
  at: number,
): void {
  const step = Math.fround(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / MAX_INT16);
  const codes = new Int16Array(memory, at + 4 * FLOATS, values.length);
  let lost = 0;
  for (const [dim, value] of values.entries()) {
    const code = step > 0 ? Math.max(-MAX_INT16, Math.min(MAX_INT16, Math.round(value / step))) : 0;
    codes[dim] = code;
    lost += Math.abs(value - code * step);
  }
  const floats = new Float32Array(memory, at, FLOATS).fill(0);
  floats.set([step, lost * MAX_INT8 * (1 + 2 ** -20), ...norms]); // float32 may round it down
  floats[10] = bias + offset;
  floats[11] = Math.abs(bias) + Math.abs(offset);
}
