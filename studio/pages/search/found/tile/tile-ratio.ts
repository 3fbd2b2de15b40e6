/** Narrower and wider images stand in an area of these proportions. */
const [NARROWEST, WIDEST] = [0.85, 2.4];

/** The proportions of the area that an image stands in. */
export const tileRatio = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  Math.min(WIDEST, Math.max(NARROWEST, width / height));
