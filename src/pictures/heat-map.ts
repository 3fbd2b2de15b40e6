import sharp from "sharp";
import { decodeImage } from "./decode-image";
import { encodeFormat, type PictureFormat } from "./encode-format";
import type { Area } from "./fit-picture";
import { fitWidth } from "./fit-width";
import { heatRamp } from "./heat-ramp";
import { smoothMap } from "./smooth-map";

const LEGIBLE_SIDE = 448; // smaller pictures are enlarged to this, so that the map on them is readable

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What to draw a heat map from. */
export interface HeatMapRequest {
  /**
   * The picture file to draw over; given only a size, the heat is drawn alone in the picture's proportions.
   */
  readonly image: Uint8Array | Size;
  readonly map: Float32Array; // [gridHeight, gridWidth]
  readonly gridWidth: number;
  readonly gridHeight: number;
  /** The part of the picture, as a person sees it, that the map covers. */
  readonly seen: Area;
  /** The longest side of the result, in pixels. */
  readonly maxSide: number;
  /** In place of `maxSide` and of enlarging: so many pixels wide, or as wide as the picture if that is less. */
  readonly width?: number | null;
  /** PNG by default. */
  readonly format?: PictureFormat;
}

/**
 * Draws a label's response map over its picture as a person sees it (EXIF orientation applied) and returns
 * the file. The picture's own colors are muted, so that color means response: color and opacity rise with
 * the response between 0 and the map's own peak. Responses at or below 0 show the bare picture, and so
 * does a whole map whose peak is not above 0. What the model has not seen, because a crop cut it off, is
 * left as it was, with its colors.
 */
export async function renderHeatMap(request: HeatMapRequest): Promise<Uint8Array> {
  const { image, map, gridWidth, gridHeight, format = "png" } = request;
  const picture = image instanceof Uint8Array ? await decodeImage(image, "photo") : null;
  const { size, part } = layOut(request, picture ?? (image as Size));
  const heat = paintHeat(map, gridWidth, gridHeight, part.width, part.height);
  const raw = { width: part.width, height: part.height };
  if (!picture) {
    const right = size.width - part.left - part.width;
    const bottom = size.height - part.top - part.height;
    const alone = sharp(heat, { raw: { ...raw, channels: 4 } });
    const margins = { left: part.left, top: part.top, right, bottom, background: "#0000" };
    return encodeFormat(alone.extend(margins), format);
  }
  const shown = () =>
    sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } }).resize({
      ...size,
      fit: "fill",
    });
  const heated = shown()
    .extract(part)
    .modulate({ saturation: 0.2, brightness: 0.9 }) // or a red carpet would pass for heat
    .composite([{ input: heat, raw: { ...raw, channels: 4 } }])
    .removeAlpha();
  if (part.width === size.width && part.height === size.height) return encodeFormat(heated, format);
  const input = await heated.raw().toBuffer();
  const whole = shown()
    .composite([{ input, raw: { ...raw, channels: 3 }, left: part.left, top: part.top }])
    .removeAlpha();
  return encodeFormat(whole, format);
}

/** The size of the result, and where in it the map lies, in whole pixels. */
function layOut(request: HeatMapRequest, { width, height }: Size): { size: Size; part: Area } {
  const { maxSide, seen, width: wanted = null } = request;
  const size =
    wanted === null ? legibleSize({ width, height }, maxSide) : fitWidth({ width, height }, wanted);
  const columns = pixelSpan(seen.left / width, (seen.left + seen.width) / width, size.width);
  const rows = pixelSpan(seen.top / height, (seen.top + seen.height) / height, size.height);
  const part = { left: columns.from, width: columns.length, top: rows.from, height: rows.length };
  return { size, part };
}

function legibleSize({ width, height }: Size, maxSide: number): Size {
  const longest = Math.max(width, height);
  const scale = Math.min(maxSide, Math.max(longest, LEGIBLE_SIDE)) / longest;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The whole pixels of an axis, at least one, nearest to two shares of its length. */
function pixelSpan(begin: number, end: number, length: number): { from: number; length: number } {
  const from = Math.min(Math.round(begin * length), length - 1);
  return { from, length: Math.max(1, Math.round(end * length) - from) };
}

/** The heat alone: [height, width, 4], RGBA. */
function paintHeat(
  map: Float32Array,
  gridWidth: number,
  gridHeight: number,
  width: number,
  height: number,
): Buffer {
  const peak = map.reduce((best, value) => Math.max(best, value), 0);
  const rgba = Buffer.alloc(width * height * 4);
  if (!(peak > 0)) return rgba;
  const ramp = heatRamp();
  // Clipped first: a cubic next to a deep negative would overshoot and paint heat where there is none.
  const positive = map.map((value) => Math.max(value, 0));
  const smooth = smoothMap(positive, gridWidth, gridHeight, width, height);
  for (let i = 0; i < smooth.length; i++) {
    const step = Math.round(255 * Math.min(Math.max(smooth[i]! / peak, 0), 1));
    if (step === 0) continue;
    for (let channel = 0; channel < 4; channel++) rgba[i * 4 + channel] = ramp[step * 4 + channel]!;
  }
  return rgba;
}
