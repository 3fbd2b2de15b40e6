/** A BMP file's header, as far as it matters to its pixels (Windows' BITMAPINFOHEADER and its kin, and OS/2's). */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: "none" | "rle8" | "rle4";
  /** Red, green, blue, alpha, as bits of a pixel; zero for no alpha. */
  readonly masks: readonly number[];
  readonly palette: Uint8Array; // [colors, 3] RGB
  readonly pixelsAt: number;
}

const CORE = 12;
const FILE_HEADER = 14;
const OS2_V2 = 64;
/** By the bits of a pixel, where the file names no masks. */
const USUAL_MASKS: Record<number, readonly number[]> = {
  16: [0x7c00, 0x3e0, 0x1f, 0],
  24: [0xff0000, 0xff00, 0xff, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
};

/** Throws an Error that says what is not as it should be. */
export function bmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FILE_HEADER + CORE) throw new Error("its header is cut off");
  const size = view.getUint32(FILE_HEADER, true);
  const isCore = size === CORE;
  if ((!isCore && (size < 16 || size > 124)) || FILE_HEADER + size > bytes.length)
    throw new Error("its header is of an unknown size or cut off");
  const signedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const field = (at: number) => (at + 4 <= FILE_HEADER + size ? view.getUint32(at, true) : 0);
  const code = isCore ? 0 : field(30);
  if (width <= 0 || signedHeight === 0) throw new Error("it has no pixels");
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new Error(`its pixels are of ${bits} bits`);

  const hasMasks = (code === 3 || code === 6) && bits >= 16 && size !== OS2_V2;
  const isRle = (code === 1 && bits === 8) || (code === 2 && bits === 4);
  if (code !== 0 && !hasMasks && !isRle) throw new Error(`its compression ${code} is not read here`);
  const maskCount = size >= 56 || code === 6 ? 4 : 3;
  const maskBytes = hasMasks && size < 52 ? maskCount * 4 : 0;
  if (FILE_HEADER + size + maskBytes > bytes.length) throw new Error("its header is cut off");
  const masks = hasMasks
    ? Array.from({ length: 4 }, (_, i) => (i < maskCount ? view.getUint32(54 + i * 4, true) : 0))
    : (USUAL_MASKS[bits] ?? []);

  const paletteAt = FILE_HEADER + size + maskBytes;
  const entry = isCore ? 3 : 4;
  const pixelsAt = view.getUint32(10, true) || paletteAt;
  const colors = bits > 8 ? 0 : Math.min(field(46) || 2 ** bits, 2 ** bits);
  const room = Math.max(0, Math.floor((Math.min(pixelsAt, bytes.length) - paletteAt) / entry));
  const palette = new Uint8Array(2 ** (bits > 8 ? 0 : bits) * 3);
  for (let i = 0; i < Math.min(colors, room); i++)
    for (let c = 0; c < 3; c++) palette[i * 3 + c] = bytes[paletteAt + i * entry + 2 - c]!;
  const compression = isRle ? (bits === 8 ? "rle8" : "rle4") : "none";
  const height = Math.abs(signedHeight);
  return { width, height, isTopDown: signedHeight < 0, bits, compression, masks, palette, pixelsAt };
}
