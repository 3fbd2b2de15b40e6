/**
 * Lower case, each character for itself, as the families' tokenizers do it. `toLowerCase` of a whole text looks at
 * neighbors: it makes a capital sigma at a word's end a final one, which the models never saw.
 */
export function lowerCase(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join("");
}
