import type { ModelDescription } from "../../description";

/**
 * By how much a label's largest cosine must stand out for it to be somewhere rather than everywhere or nowhere.
 * Regions are kept as float16, whose rounding alone moves a cosine by up to 2^-11, and the difference of two by
 * up to .001; this is ten times that. With CLIP's scale of 100 it is one logit: the odds of the label are then
 * e times as high in one place as in another.
 */
const LEAST_CONTRAST = 0.01;

/** How the maps of a model are cut whose responses are cosines times `scale`, plus any bias. */
export function cosineCut(scale: number): NonNullable<ModelDescription["score"]["cut"]> {
  return { from: "floor", contrast: LEAST_CONTRAST * scale };
}
