const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A text at most this many letters wide, cut at the end if it is wider; wide characters such as Chinese ones
 * count as two.
 */
export function shortened(text: string, width: number): string {
  const kept: string[] = [];
  let taken = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    kept.push(segment);
    taken += segment >= "\u2e80" ? 2 : 1;
    if (taken <= width) continue;
    while (kept.length > 0 && taken > width - 1) taken -= kept.pop()! >= "\u2e80" ? 2 : 1;
    return `${kept.join("").trimEnd()}…`;
  }
  return text;
}
