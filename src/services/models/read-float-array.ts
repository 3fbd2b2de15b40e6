import { readFile } from "node:fs/promises";
import { isRegionaryError, RegionaryError } from "../../errors";
import { type NpyArray, parseNpy } from "../../tensor/npy";

export interface FloatArray extends NpyArray {
  readonly data: Float32Array | Float64Array;
}

/** A .npy file of float32 or float64 numbers. INVALID_INPUT, with its path, for any other. */
export async function readFloatArray(file: string): Promise<FloatArray> {
  const { shape, dtype, data } = await readNpyArray(file);
  if (data instanceof Float32Array || data instanceof Float64Array) return { shape, dtype, data };
  throw new RegionaryError("INVALID_INPUT", `${file}: Expected float32 or float64 numbers; got ${dtype}.`);
}

/** A .npy file of any numbers that `parseNpy` reads. INVALID_INPUT, with its path, for any other. */
export async function readNpyArray(file: string): Promise<NpyArray> {
  try {
    return parseNpy(await readFile(file));
  } catch (error) {
    if (!isRegionaryError(error)) throw error;
    throw new RegionaryError("INVALID_INPUT", `${file}: ${error.message}`, {}, { cause: error });
  }
}

export function asFloat32(data: Float32Array | Float64Array): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data);
}
