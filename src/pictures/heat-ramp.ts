const STEPS = 256;
const MOST_OPAQUE = 0.8; // the picture stays recognizable under the peak

/**
 * The colors of a heat map from weakest to strongest, as RGBA: violet through red and orange to yellow, with
 * lightness rising evenly in the OKLab space (Ottosson 2020), so that equal steps of strength look equal and
 * the order survives color blindness and gray printing. The weakest is fully transparent.
 */
export function heatRamp(): Uint8Array {
  const ramp = new Uint8Array(STEPS * 4); // [256, 4]
  for (let step = 0; step < STEPS; step++) {
    const strength = step / (STEPS - 1);
    const lightness = 0.4 + 0.5 * strength;
    const chroma = 0.14 + 0.06 * Math.sin(Math.PI * strength);
    const hue = ((310 + 155 * strength) * Math.PI) / 180; // 310: violet, 360+25: red, 360+105: yellow
    ramp.set(oklabToSrgb(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)), step * 4);
    ramp[step * 4 + 3] = Math.round(255 * MOST_OPAQUE * strength ** 0.6);
  }
  return ramp;
}

/** Constants: the published OKLab matrices; colors outside sRGB are clipped per channel. */
function oklabToSrgb(lightness: number, a: number, b: number): number[] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ].map((linear) => Math.round(255 * gamma(Math.min(Math.max(linear, 0), 1))));
}

function gamma(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}
