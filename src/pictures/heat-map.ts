import sharp from "sharp";
import { decodeImage } from "./decode-image";
import { heatRamp } from "./heat-ramp";
import { smoothMap } from "./smooth-map";

const LEGIBLE_SIDE = 448; // smaller pictures are enlarged to this, so that the map on them is readable

/** What to draw a heat map from. */
export interface HeatMapRequest {
  /**
   * The picture file to draw over; given only a size, the heat is drawn alone in the picture's proportions.
   */
  readonly image: Uint8Array | { readonly width: number; readonly height: number };
  readonly map: Float32Array; // [gridHeight, gridWidth]
  readonly gridWidth: number;
  readonly gridHeight: number;
  /** The longest side of the result, in pixels. */
  readonly maxSide: number;
}

/**
 * Draws a label's response map over its picture as a person sees it (EXIF orientation applied) and returns
 * a PNG. The picture's own colors are muted, so that color means response: color and opacity rise with
 * the response between 0 and the map's own peak. Responses at or below 0 show the bare picture, and so
 * does a whole map whose peak is not above 0.
 */
export async function renderHeatMap(request: HeatMapRequest): Promise<Uint8Array> {
  const { image, map, gridWidth, gridHeight, maxSide } = request;
  if (!(image instanceof Uint8Array)) {
    const size = fitInto(
      Math.min(maxSide, Math.max(image.width, image.height, LEGIBLE_SIDE)),
      image.width,
      image.height,
    );
    const heat = paintHeat(map, gridWidth, gridHeight, size.width, size.height);
    return sharp(heat, { raw: { ...size, channels: 4 } })
      .png()
      .toBuffer();
  }
  const picture = await decodeImage(image, "photo");
  const longest = Math.max(picture.width, picture.height);
  const size = fitInto(Math.min(maxSide, Math.max(longest, LEGIBLE_SIDE)), picture.width, picture.height);
  const heat = paintHeat(map, gridWidth, gridHeight, size.width, size.height);
  return sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .resize({ ...size, fit: "fill" })
    .modulate({ saturation: 0.2, brightness: 0.9 }) // or a red carpet would pass for heat
    .composite([{ input: heat, raw: { ...size, channels: 4 } }])
    .removeAlpha()
    .png()
    .toBuffer();
}

/** A size of the same shape whose longest side is `longest`. */
function fitInto(longest: number, width: number, height: number): { width: number; height: number } {
  const scale = longest / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
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
