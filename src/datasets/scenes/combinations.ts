import { COLORS, type Color, SHAPES, type Shape, TEXTURES, type Texture } from "./words";

/** How an object looks, in words. */
export interface Look {
  readonly color: Color;
  readonly shape: Shape;
  readonly texture: Texture | null;
}

/**
 * Whether training never shows this color or texture on this shape. A fixed part of the labels, whatever the
 * seed: each color is unseen on 2 of the 9 shapes, each shape in 1 or 2 of the 8 colors and in 1 of the 5
 * textures, each texture on 1 or 2 shapes. So every word is seen, together with most of the others.
 */
export function isUnseen(word: Color | Texture, shape: Shape): boolean {
  const place = SHAPES.indexOf(shape);
  const color = COLORS.indexOf(word as Color);
  if (color >= 0) return place === color || place === (color + 4) % SHAPES.length;
  return TEXTURES.indexOf(word as Texture) === (2 * place + 1) % TEXTURES.length;
}

/** Every label of the pictures, colors first: 92 that training sees and 25 that it does not. */
export function sceneLabels(): { readonly label: string; readonly seen: boolean }[] {
  return [...COLORS, ...TEXTURES].flatMap((word) =>
    SHAPES.map((shape) => ({ label: `${word} ${shape}`, seen: !isUnseen(word, shape) })),
  );
}

/** The labels of an object: its color with its shape and, where it has one, its texture with its shape. */
export function labelsOf({ color, shape, texture }: Look): string[] {
  return [color, texture].flatMap((word) => (word === null ? [] : [`${word} ${shape}`]));
}
