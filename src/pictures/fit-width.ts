interface Size {
  readonly width: number;
  readonly height: number;
}

/** A strip a few pixels wide and 65,535 high would take gigabytes to draw on, and WebP takes 16,383. */
const MAX_HEIGHT = 4_096;

/** A picture's size when it is to be so many pixels wide: never larger than it is, and no higher than 4,096. */
export function fitWidth({ width, height }: Size, wanted: number): Size {
  const scale = Math.min(1, wanted / width, MAX_HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
