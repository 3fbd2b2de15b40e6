/** A part of a file as Latin-1, a letter a byte; shorter where the file ends before it. */
export function latin1(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", at, at + length);
}

/** Whether a file has these bytes, given as Latin-1, at this place. */
export function hasMark(bytes: Uint8Array, mark: string, at = 0): boolean {
  return latin1(bytes, at, mark.length) === mark;
}

/** The major and compatible brands of an ISO base media file (AVIF, HEIC, MP4); none for other files. */
export function isoBrands(bytes: Uint8Array): string[] {
  if (bytes.length < 12 || !hasMark(bytes, "ftyp", 4)) return [];
  const declared = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = Math.min(declared, bytes.length, 256);
  const brands = [latin1(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4));
  return brands;
}
