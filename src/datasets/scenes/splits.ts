import { isUnseen, type Look } from "./combinations";
import type { RandomStream } from "./random";
import { COLOURS, SHAPES, TEXTURES } from "./words";

/**
 * The pictures of a seed, in three endless rows. Training and validation show seen combinations alone; the
 * test shows all combinations alike, so about a fifth of its labels are unseen ones.
 */
export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];

/** Which objects have a texture: it makes a label with a texture as frequent as one with a colour. */
const TEXTURED = 0.6;

const all = SHAPES.flatMap((shape) => COLOURS.map((colour) => ({ colour, shape })));
const seen = all.filter(({ colour, shape }) => !isUnseen(colour, shape));

/** The look of an object that may be in a picture of the split. */
export function drawLook(split: Split, random: RandomStream): Look {
  const { colour, shape } = random.pick(split === "test" ? all : seen);
  const textures = TEXTURES.filter((texture) => split === "test" || !isUnseen(texture, shape));
  return { colour, shape, texture: random.chance(TEXTURED) ? random.pick(textures) : null };
}
