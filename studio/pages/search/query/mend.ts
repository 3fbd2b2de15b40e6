/** What the service says of a label that it cannot use. */
export interface WordProblem {
  readonly label: string;
  readonly reason: string;
  /** Labels or single words that could have been meant. */
  readonly nearest: readonly string[];
}

/** From this share of letters that differ on, a word was not just mistyped. */
const OTHER_WORD = 0.5;

/** A label with a suggestion in the place of the word that it mends; the suggestion alone where it is like none of them. */
export function mend(label: string, suggestion: string): string {
  const words = label.trim().split(/\s+/);
  if (words.length === 1 || suggestion.includes(" ")) return suggestion;
  const distances = words.map(
    (word) => distance(word, suggestion) / Math.max(word.length, suggestion.length),
  );
  const nearest = distances.indexOf(Math.min(...distances));
  if (distances[nearest]! >= OTHER_WORD) return suggestion;
  return words.map((word, place) => (place === nearest ? suggestion : word)).join(" ");
}

/** How many letters are changed, added or left out from one word to another (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const [place, letter] of [...from].entries()) {
    const next = [place + 1];
    for (let at = 0; at < to.length; at++)
      next.push(Math.min(next[at]! + 1, row[at + 1]! + 1, row[at]! + (letter === to[at] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}
