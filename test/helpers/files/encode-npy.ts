const MAGIC = "\x93NUMPY";

/** Writes a float32 array in version 1 of the format, its data aligned to 64 bytes as NumPy does. */
export function encodeNpy(shape: readonly number[], data: Float32Array): Uint8Array {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${lengths}), }`;
  const headerLength = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const header = Buffer.alloc(10 + headerLength);
  header.write(MAGIC, 0, "latin1");
  header[6] = 1;
  header.writeUInt16LE(headerLength, 8);
  header.write(`${text.padEnd(headerLength - 1)}\n`, 10, "latin1");
  return Buffer.concat([header, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}
