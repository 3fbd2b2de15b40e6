/**
 * A float32 tensor that is read piece by piece, so that a weight of 400 MB gets from a checkpoint to a model
 * file without ever being in memory as a whole.
 */
export interface TensorSource {
  readonly shape: readonly number[];
  /** The values in row-major order as little-endian float32 bytes; each piece is a multiple of 4 bytes. */
  chunks(): AsyncIterable<Uint8Array>;
}
