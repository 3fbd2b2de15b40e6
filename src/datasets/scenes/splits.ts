import { isUnseen, type Look } from "./combinations";
import type { RandomStream } from "./random";
import { COLORS, SHAPES, TEXTURES } from "./words";

/**
 * The pictures of a seed, in three endless sequences. Training and validation show only seen combinations;
 * the test shows all combinations equally often, so about a fifth of its labels are unseen.
 */
export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];

/**
 * The share of objects that have a texture, which makes labels with a texture as frequent as those with a
 * color.
 */
const TEXTURED = 0.6;

const all = SHAPES.flatMap((shape) => COLORS.map((color) => ({ color, shape })));
const seen = all.filter(({ color, shape }) => !isUnseen(color, shape));

/** The look of an object that may be in a picture of the split. */
export function drawLook(split: Split, random: RandomStream): Look {
  const { color, shape } = random.pick(split === "test" ? all : seen);
  const textures = TEXTURES.filter((texture) => split === "test" || !isUnseen(texture, shape));
  return { color, shape, texture: random.chance(TEXTURED) ? random.pick(textures) : null };
}
