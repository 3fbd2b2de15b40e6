import { z } from "zod";
import { ownBytes } from "../../threads/thread-messages";
import type { Basis } from "./basis";

/** The format named in the file's first line; another format gets another number. */
const FORMAT = "regionary-search-basis-1";
/** Numbers begin at a multiple of so many bytes. */
const ALIGNMENT = 8;

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  regionSize: z.int().min(1),
  dims: z.int().min(1),
  ends: z.array(z.int()).readonly(),
  inexactness: z.number().min(0),
  /** Whether T is the identity, which is left out. */
  isIdentity: z.boolean(),
});

/** A basis as bytes: a line of JSON, then the center, T transposed and S, float32, little-endian. */
export function basisToBytes({ center, ofRegions, ofClassifiers, ...rest }: Basis): Uint8Array {
  const header = { format: FORMAT, ...rest, isIdentity: ofRegions === null };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const start = Buffer.alloc(aligned(line.length));
  line.copy(start);
  const arrays = [center, ...(ofRegions ? [ofRegions] : []), ofClassifiers];
  return Buffer.concat([
    start,
    ...arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
  ]);
}

/** The basis that `basisToBytes` wrote. Throws for any other bytes. */
export function basisFromBytes(bytes: Uint8Array): Basis {
  const end = bytes.indexOf(0x0a);
  const {
    format: _,
    isIdentity,
    ...rest
  } = headerSchema.parse(JSON.parse(Buffer.from(bytes.subarray(0, end)).toString()));
  const { regionSize } = rest;
  const lengths = [regionSize, isIdentity ? 0 : regionSize ** 2, regionSize ** 2];
  const start = aligned(end + 1);
  const expected = start + 4 * lengths.reduce((a, b) => a + b);
  if (bytes.length !== expected)
    throw new Error(`expected a basis of ${expected} bytes; got ${bytes.length}`);
  const numbers = new Float32Array(ownBytes(bytes.subarray(start)).buffer);
  const center = numbers.subarray(0, regionSize);
  const ofRegions = isIdentity ? null : numbers.subarray(regionSize, regionSize + regionSize ** 2);
  return { ...rest, center, ofRegions, ofClassifiers: numbers.subarray(numbers.length - regionSize ** 2) };
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
