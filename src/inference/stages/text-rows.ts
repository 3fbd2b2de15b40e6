import type { Provider } from "../providers/providers";
import { bucketFor } from "../sessions/batch-bucket";

/** Texts as the input of a text encoder. */
interface TextRows {
  /** How many rows in all; those beyond the texts repeat the last text. */
  readonly rows: number;
  readonly ids: BigInt64Array; // [rows, T]
  readonly positions: BigInt64Array; // [T]
}

/**
 * The rows of texts of equally many tokens. A text alone is run as two rows: ONNX Runtime multiplies a single row with
 * another routine than several rows, with other roundings, and a text's vector must not depend on its batch. On a
 * GPU, where every new shape costs time, their number is a power of two.
 */
export function textRows(tokens: readonly Int32Array[], provider: Provider): TextRows {
  const count = tokens.length;
  const length = tokens[0]!.length;
  const rows = Math.max(2, provider === "cpu" ? count : bucketFor(count, Number.MAX_SAFE_INTEGER));
  const ids = new BigInt64Array(rows * length);
  for (let row = 0; row < rows; row++)
    ids.set(BigInt64Array.from(tokens[Math.min(row, count - 1)]!, BigInt), row * length);
  return { rows, ids, positions: BigInt64Array.from({ length }, (_, position) => BigInt(position)) };
}
