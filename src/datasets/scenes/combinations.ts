import { COLOURS, type Colour, SHAPES, type Shape, TEXTURES, type Texture } from "./words";

/** How an object looks, in words. */
export interface Look {
  readonly colour: Colour;
  readonly shape: Shape;
  readonly texture: Texture | null;
}

/**
 * Whether training never shows this colour or texture on this shape. A fixed part of the labels, whatever
 * the seed: each colour is unseen on 2 of the 9 shapes, each shape in 1 or 2 of the 8 colours and in 1 of
 * the 5 textures, each texture on 1 or 2 shapes. Every word is thus seen, on or with most of the others.
 */
export function isUnseen(word: Colour | Texture, shape: Shape): boolean {
  const place = SHAPES.indexOf(shape);
  const colour = COLOURS.indexOf(word as Colour);
  if (colour >= 0) return place === colour || place === (colour + 4) % SHAPES.length;
  return TEXTURES.indexOf(word as Texture) === (2 * place + 1) % TEXTURES.length;
}

/** Every label of the pictures, colours first: 92 that training sees and 25 that it does not. */
export function sceneLabels(): { readonly label: string; readonly seen: boolean }[] {
  return [...COLOURS, ...TEXTURES].flatMap((word) =>
    SHAPES.map((shape) => ({ label: `${word} ${shape}`, seen: !isUnseen(word, shape) })),
  );
}

/** The labels of an object: its colour with its shape and, where it has one, its texture with its shape. */
export function labelsOf({ colour, shape, texture }: Look): string[] {
  return [colour, texture].flatMap((word) => (word === null ? [] : [`${word} ${shape}`]));
}
