import { createHash } from "node:crypto";

/**
 * The identity of labels with their vectors, sha256 in hex: the labels with their training mark, in order,
 * and the bytes of their vectors. Names, and how a vector was found, are not part of it.
 */
export function labelVectorsHash(of: {
  readonly labels: readonly { readonly label: string; readonly training: string }[];
  readonly dimensions: number;
  readonly vectors: Float32Array; // [C, D]
}): string {
  const { labels, dimensions, vectors } = of;
  const header = JSON.stringify([dimensions, labels.map(({ label, training }) => [label, training])]);
  return createHash("sha256")
    .update(`${Buffer.byteLength(header)}\n${header}`)
    .update(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength))
    .digest("hex");
}
