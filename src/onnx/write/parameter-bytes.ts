import { RegionaryError } from "../../errors";
import type { Parameter } from "../../graph/graph";
import { elementCount, formatShape, sameShape } from "../../tensor/shape";
import type { TensorSource } from "../../tensor/tensor-source";

/** How many bytes a parameter takes as float32. */
export function parameterByteLength({ shape }: Parameter): number {
  return 4 * elementCount(shape);
}

/**
 * A source's pieces, checked against the parameter: CHECKPOINT_MISMATCH if the source has another shape, or
 * gives more or fewer bytes than that shape takes.
 */
export async function* parameterBytes(
  parameter: Parameter,
  source: TensorSource,
): AsyncGenerator<Uint8Array> {
  if (!sameShape(parameter.shape, source.shape)) {
    const shapes = `expected shape ${formatShape(parameter.shape)}, found ${formatShape(source.shape)}`;
    throw new RegionaryError("CHECKPOINT_MISMATCH", `Parameter ${parameter.name}: ${shapes}.`);
  }
  const expected = parameterByteLength(parameter);
  let received = 0;
  for await (const piece of source.chunks()) {
    received += piece.byteLength;
    if (received > expected) break;
    yield piece;
  }
  if (received !== expected) {
    const difference = `expected ${expected} bytes; got ${received > expected ? "more" : received}`;
    throw new RegionaryError("CHECKPOINT_MISMATCH", `Parameter ${parameter.name}: ${difference}.`);
  }
}
