/** The words that pictures are labeled with. A label is a color or a texture, and a shape: "red star". */
export const SHAPES = [
  "disc",
  "ring",
  "square",
  "triangle",
  "star",
  "cross",
  "heart",
  "moon",
  "arrow",
] as const;
export const COLORS = ["red", "yellow", "green", "cyan", "blue", "purple", "white", "black"] as const;
/** An object without a texture has no word for that. */
export const TEXTURES = ["striped", "dotted", "checked", "rayed", "marbled"] as const;

export type Shape = (typeof SHAPES)[number];
export type Color = (typeof COLORS)[number];
export type Texture = (typeof TEXTURES)[number];

/**
 * Words that no label has, each with the word that it is close to: a "scarlet box" is named in words that no
 * training saw.
 */
export const SYNONYMS: Readonly<Record<string, Shape | Color | Texture>> = {
  circle: "disc",
  hoop: "ring",
  box: "square",
  pyramid: "triangle",
  asterisk: "star",
  plus: "cross",
  love: "heart",
  crescent: "moon",
  pointer: "arrow",
  scarlet: "red",
  golden: "yellow",
  emerald: "green",
  turquoise: "cyan",
  navy: "blue",
  violet: "purple",
  snowy: "white",
  sooty: "black",
  lined: "striped",
  spotted: "dotted",
  chequered: "checked",
  sunny: "rayed",
  veined: "marbled",
};
