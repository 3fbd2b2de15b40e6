/** Decoded pixels, [height, width, channels]: RGB, or RGBA with colors that are not multiplied by alpha. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
  /** The ICC profile of its colors; none: sRGB. */
  readonly profile?: Uint8Array;
}

const [SHORT, LONG, UNDEFINED] = [3, 4, 7];
const UNASSOCIATED_ALPHA = 2;

/**
 * Pixels as an uncompressed TIFF (6.0), the one form in which the decoder takes raw pixels with a color profile.
 */
export function uncompressedTiff({
  width,
  height,
  channels,
  data,
  profile,
}: Raster): Uint8Array<ArrayBuffer> {
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, channels, 0],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, 0],
    [277, SHORT, 1, channels],
    [278, LONG, 1, height],
    [279, LONG, 1, data.length],
    [284, SHORT, 1, 1],
  ];
  if (channels === 4) entries.push([338, SHORT, 1, UNASSOCIATED_ALPHA]);
  if (profile) entries.push([34675, UNDEFINED, profile.length, 0]);
  const bitsAt = 8 + 2 + entries.length * 12 + 4;
  const profileAt = bitsAt + channels * 2;
  const pixelsAt = profileAt + Math.ceil((profile?.length ?? 0) / 2) * 2;
  const places = new Map([
    [258, bitsAt],
    [273, pixelsAt],
    [34675, profileAt],
  ]);

  const file = new Uint8Array(pixelsAt + data.length);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + i * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, places.get(tag) ?? value, true);
  });
  for (let c = 0; c < channels; c++) view.setUint16(bitsAt + c * 2, 8, true);
  if (profile) file.set(profile, profileAt);
  file.set(data, pixelsAt);
  return file;
}
