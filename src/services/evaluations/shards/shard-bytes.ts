import type { SparseLabels } from "../../../evaluation/scores/labels";
import type { Shard } from "./shard";

/** The format named in the file's first line; another format gets another number. */
const FORMAT = "regionary-evaluation-shard-1";
const TYPES = { u4: Uint32Array, f4: Float32Array, i1: Int8Array };
type ArrayType = keyof typeof TYPES;
/** Each array begins at a multiple of this many bytes. */
const ALIGNMENT = 8;

interface Header {
  readonly format: string;
  readonly others: -1 | 0;
  /** Lists of best classes; null where all scores are kept. */
  readonly sections: number | null;
  readonly arrays: readonly (readonly [type: ArrayType, length: number])[];
}

/** A shard as a file: a line of JSON, then arrays, little-endian, each from a multiple of 8 bytes on. */
export function shardToBytes(shard: Shard): Uint8Array {
  const { labels, scores } = shard;
  const top = "top" in shard ? shard.top : null;
  const arrays: readonly (readonly [ArrayType, Uint32Array | Float32Array | Int8Array])[] = [
    ["u4", labels.starts],
    ["u4", labels.classes],
    ["i1", labels.values],
    ["f4", scores],
    ...(top ?? []).flatMap((lists) => [["u4", lists.classes] as const, ["f4", lists.scores] as const]),
  ];
  const header: Header = {
    format: FORMAT,
    others: labels.others,
    sections: top?.length ?? null,
    arrays: arrays.map(([type, { length }]) => [type, length]),
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const size = arrays.reduce((sum, [, array]) => sum + aligned(array.byteLength), aligned(line.length));
  const bytes = new Uint8Array(size);
  bytes.set(line);
  let at = aligned(line.length);
  for (const [, array] of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return bytes;
}

/** The shard in a file whose hash was found correct. */
export function shardFromBytes(bytes: Uint8Array<ArrayBuffer>): Shard {
  const end = bytes.indexOf(0x0a);
  const header = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString()) as Header;
  if (header.format !== FORMAT) throw new Error(`expected a file of ${FORMAT}; got ${header.format}`);
  let at = aligned(end + 1);
  const arrays = header.arrays.map(([type, length]) => {
    const array = new TYPES[type](bytes.buffer, bytes.byteOffset + at, length);
    at += aligned(array.byteLength);
    return array;
  });
  const [starts, classes, values, scores, ...lists] = arrays as [
    ...[Uint32Array, Uint32Array, Int8Array, Float32Array],
    ...(Uint32Array | Float32Array)[],
  ];
  const labels: SparseLabels = { starts, classes, values, others: header.others };
  if (header.sections === null) return { labels, scores };
  const top = Array.from({ length: header.sections }, (_, section) => ({
    classes: lists[2 * section] as Uint32Array,
    scores: lists[2 * section + 1] as Float32Array,
  }));
  return { labels: { ...labels, others: 0 }, scores, top };
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
