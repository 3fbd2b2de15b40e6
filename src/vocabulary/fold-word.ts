/**
 * The key that spellings of one word share: lower case, composed (NFC), without spaces, underscores and
 * hyphens, so that "Traffic_Light", "traffic-light" and "trafficlight" are the same. Empty for a word made of
 * those alone, which then has no variants.
 */
export function foldWord(word: string): string {
  return word
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s_\u2010\u2011-]+/g, "");
}
