import { toFloat16 } from "../../tensor/float16";
import { unsuitable } from "./unsuitable";

const LARGEST_HALF = 65_504;

/**
 * Little-endian float32 bytes as little-endian halves, each the nearest, ties to even. A finite value beyond
 * the largest half is refused with FLOAT16_UNSUITABLE, or clipped to it if it is only a bound.
 */
export function toHalves(bytes: Uint8Array, name: string, isBound: boolean): Uint8Array {
  // Whole floats at any address: a copy is aligned.
  const floats = new Float32Array(Uint8Array.from(bytes).buffer);
  for (let i = 0; i < floats.length; i++) {
    const value = floats[i]!;
    if (Math.abs(value) <= LARGEST_HALF || !Number.isFinite(value)) continue;
    if (!isBound)
      throw unsuitable(`its weights "${name}" hold ${value}, and half precision ends at ${LARGEST_HALF}`);
    floats[i] = Math.sign(value) * LARGEST_HALF;
  }
  return new Uint8Array(toFloat16(floats).buffer);
}
