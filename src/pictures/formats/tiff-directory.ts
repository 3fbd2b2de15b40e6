/** A TIFF's directory of one picture: by tag, its first values. Only whole numbers are kept, and texts as their bytes. */
export type TiffDirectory = ReadonlyMap<number, readonly number[]>;

/** The numbers of the tags that are read here (TIFF 6.0, its supplements, and DNG). */
export const TIFF_TAG = {
  newSubfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  make: 271,
  samplesPerPixel: 277,
  subDirectories: 330,
  extraSamples: 338,
  sampleFormat: 339,
  dngVersion: 50706,
} as const;

/** BYTE, ASCII, SHORT, LONG, IFD, LONG8 and IFD8, with their sizes. */
const WHOLE_NUMBERS: ReadonlyMap<number, 1 | 2 | 4 | 8> = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 4],
  [13, 4],
  [16, 8],
  [18, 8],
]);
const MOST_VALUES = 32;
const MOST_ENTRIES = 4096;

/**
 * The directories of a TIFF file's pages, as far as they lie within the bytes that are given: of the first bytes of a file
 * there may be none. Sub-directories are not followed. Empty for other files.
 */
export function tiffDirectories(bytes: Uint8Array, most = 64): TiffDirectory[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes.length < 16 ? 0 : view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return [];
  const isLittle = order === 0x4949;
  const magic = view.getUint16(2, isLittle);
  const isBig = magic === 43;
  const at64 = (at: number) => Number(view.getBigUint64(at, isLittle));
  const offsetAt = (at: number) => (isBig ? at64(at) : view.getUint32(at, isLittle));
  const [countBytes, entryBytes, offsetBytes] = isBig ? [8, 20, 8] : [2, 12, 4];

  const directories: TiffDirectory[] = [];
  const visited = new Set<number>();
  let next = offsetAt(isBig ? 8 : 4);
  while (next !== 0 && !visited.has(next) && directories.length < most) {
    visited.add(next);
    if (next + countBytes > bytes.length) break;
    const entries = isBig ? at64(next) : view.getUint16(next, isLittle);
    const end = next + countBytes + entries * entryBytes;
    if (entries > MOST_ENTRIES || end + offsetBytes > bytes.length) break;
    const directory = new Map<number, readonly number[]>();
    for (let at = next + countBytes; at < end; at += entryBytes)
      directory.set(view.getUint16(at, isLittle), valuesAt(at));
    directories.push(directory);
    next = offsetAt(end);
  }
  return directories;

  function valuesAt(entry: number): number[] {
    const size = WHOLE_NUMBERS.get(view.getUint16(entry + 2, isLittle));
    if (size === undefined) return [];
    const count = isBig ? at64(entry + 4) : view.getUint32(entry + 4, isLittle);
    const place = entry + (isBig ? 12 : 8);
    const from = count * size <= offsetBytes ? place : offsetAt(place);
    const values: number[] = [];
    for (let i = 0; i < Math.min(count, MOST_VALUES); i++) {
      const at = from + i * size;
      if (at + size > bytes.length) return [];
      if (size === 1) values.push(bytes[at]!);
      else if (size === 2) values.push(view.getUint16(at, isLittle));
      else values.push(size === 4 ? view.getUint32(at, isLittle) : at64(at));
    }
    return values;
  }
}
