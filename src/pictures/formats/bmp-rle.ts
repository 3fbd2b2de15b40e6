import type { BmpHeader } from "./bmp-header";

const [END_OF_LINE, END, MOVE] = [0, 1, 2];

/**
 * The palette indices of run-length encoded rows, in the order in which they are stored; what is skipped is 0. Throws an
 * Error where the codes end before the picture does.
 */
export function expandedRle(codes: Uint8Array, { width, height, compression }: BmpHeader): Uint8Array {
  const indices = new Uint8Array(width * height);
  const perByte = compression === "rle4" ? 2 : 1;
  const indexIn = (byte: number, i: number) => (perByte === 1 ? byte : i % 2 === 0 ? byte >> 4 : byte & 0x0f);
  let [x, y, at] = [0, 0, 0];
  const put = (count: number, byteOf: (i: number) => number) => {
    for (let i = 0; i < count; i++, x++)
      if (x < width && y < height) indices[y * width + x] = indexIn(byteOf(i), i);
  };
  while (y < height) {
    if (at + 2 > codes.length) {
      if (y === height - 1 && x >= width) break;
      throw new Error(`its pixels end in row ${y + 1} of ${height}`);
    }
    const [count, value] = [codes[at]!, codes[at + 1]!];
    at += 2;
    if (count > 0) {
      put(count, () => value);
    } else if (value === END_OF_LINE) {
      [x, y] = [0, y + 1];
    } else if (value === END) {
      break;
    } else if (value === MOVE) {
      [x, y] = [x + (codes[at] ?? 0), y + (codes[at + 1] ?? 0)];
      at += 2;
    } else {
      const bytes = Math.ceil(value / perByte);
      if (at + bytes > codes.length) throw new Error(`its pixels end in row ${y + 1} of ${height}`);
      const from = at;
      put(value, (i) => codes[from + Math.floor(i / perByte)]!);
      at += bytes + (bytes % 2);
    }
  }
  return indices;
}
