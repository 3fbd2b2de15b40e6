import { encodeNodeMessage } from "../read/node-message";
import { integerField, lengthPrefixed } from "../read/protobuf-fields";
import { FLOAT32, INT32, INT64 } from "../read/value-type";
import { castNode } from "../write/cast-node";
import { integerAttribute, integersAttribute } from "../write/integer-attribute";
import { plainNode } from "../write/plain-node";

/** A picture as bytes [height, width, 3], and what its tensor [3, height, width] has for each of them. */
export interface BytePicture {
  readonly height: number;
  readonly width: number;
  /** Whether the tensor's channels are in the opposite order of the bytes'. */
  readonly isReversed: boolean;
  /** What each channel of the tensor has for the bytes 0 to 255. */
  readonly levels: Float32Array; // [3, 256]
}

/**
 * The nodes, and their constants, that make the tensors [N, 3, height, width] of pictures [N, height, width, 3]. Bytes
 * are looked up, not computed with, so that the tensor has the same bits wherever it is made.
 */
export function pictureNodes(
  from: string,
  to: string,
  { isReversed, levels }: BytePicture,
): { nodes: Buffer[]; tensors: Buffer[] } {
  const name = (what: string) => `${to}/${what}`;
  const gather = (data: string, places: string, made: string, axis: number) => ({
    ...plainNode("Gather", [data, places], [made]),
    attributes: [integerAttribute("axis", axis)],
  });
  const bytes = isReversed ? name("reversed") : from;
  const nodes = [
    ...(isReversed ? [gather(from, name("order"), bytes, 3)] : []),
    castNode(bytes, name("bytes"), INT32),
    plainNode("Add", [name("bytes"), name("starts")], [name("places")]), // in `levels`
    gather(name("levels"), name("places"), name("rows"), 0), // [N, height, width, 3]
    {
      ...plainNode("Transpose", [name("rows")], [to]),
      attributes: [integersAttribute("perm", [0, 3, 1, 2])],
    },
  ];
  const order = tensor(name("order"), INT64, BigInt64Array.of(2n, 1n, 0n));
  return {
    nodes: nodes.map(encodeNodeMessage),
    tensors: [
      ...(isReversed ? [order] : []),
      tensor(name("starts"), INT32, Int32Array.of(0, 256, 512)),
      tensor(name("levels"), FLOAT32, levels),
    ],
  };
}

/** A TensorProto of one dimension. */
function tensor(
  name: string,
  elementType: number,
  values: Float32Array | Int32Array | BigInt64Array,
): Buffer {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([
    integerField(1, values.length),
    integerField(2, elementType),
    lengthPrefixed(8, Buffer.from(name)),
    lengthPrefixed(9, bytes),
  ]);
}
