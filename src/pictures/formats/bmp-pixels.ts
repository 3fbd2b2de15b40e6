import type { BmpHeader } from "./bmp-header";
import { expandedRle } from "./bmp-rle";
import type { Raster } from "./uncompressed-tiff";

/** The pixels of a BMP file; throws an Error if some are missing. */
export function bmpPixels(bytes: Uint8Array, header: BmpHeader): Raster {
  const { width, height, bits, pixelsAt } = header;
  if (header.compression !== "none") {
    const indices = expandedRle(bytes.subarray(pixelsAt), header);
    return paletteRaster(header, (row, column) => indices[row * width + column]!);
  }
  const stride = Math.floor((width * bits + 31) / 32) * 4;
  const end = pixelsAt + stride * (height - 1) + Math.ceil((width * bits) / 8);
  if (end > bytes.length) throw new Error(`${end - bytes.length} bytes of its pixels are missing`);
  if (bits > 8) return coloredRaster(bytes, header, stride);
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  return paletteRaster(header, (row, column) => {
    const byte = bytes[pixelsAt + row * stride + Math.floor(column / perByte)]!;
    return (byte >> (8 - bits - (column % perByte) * bits)) & mask;
  });
}

/** `indexAt` takes the row as it is stored: most files begin at the bottom. */
function paletteRaster(header: BmpHeader, indexAt: (row: number, column: number) => number): Raster {
  const { width, height, palette } = header;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = storedRow(header, y);
    for (let x = 0; x < width; x++) {
      const color = indexAt(row, x) * 3;
      const at = (y * width + x) * 3;
      data[at] = palette[color]!;
      data[at + 1] = palette[color + 1]!;
      data[at + 2] = palette[color + 2]!;
    }
  }
  return { width, height, channels: 3, data };
}

function coloredRaster(bytes: Uint8Array, header: BmpHeader, stride: number): Raster {
  const { width, height, bits, masks, pixelsAt } = header;
  const parts = masks.slice(0, masks[3] ? 4 : 3).map(part);
  const channels = parts.length === 4 ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  const size = bits / 8;
  let isSeen = channels === 3;
  for (let y = 0; y < height; y++) {
    let from = pixelsAt + storedRow(header, y) * stride;
    for (let x = 0; x < width; x++, from += size) {
      let pixel = bytes[from]! | (bytes[from + 1]! << 8);
      if (size > 2) pixel |= bytes[from + 2]! << 16;
      if (size > 3) pixel |= bytes[from + 3]! << 24;
      const at = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) {
        const { shift, most } = parts[c]!;
        data[at + c] = most === 0 ? 0 : Math.round((((pixel >>> shift) & most) * 255) / most);
      }
      if (data[at + 3] !== 0) isSeen = true;
    }
  }
  // Many programs name the mask and leave it zero.
  if (!isSeen) for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { width, height, channels, data };
}

/** How a channel is cut out of a pixel: shifted down, and up to its greatest value. */
function part(mask: number): { shift: number; most: number } {
  if (mask === 0) return { shift: 0, most: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, most: (mask >>> shift) >>> 0 };
}

function storedRow({ height, isTopDown }: BmpHeader, y: number): number {
  return isTopDown ? y : height - 1 - y;
}
