import type { TermBounds } from "../term-bounds";

/** The scores of what is known: as computed, else as the bounds had them. */
export interface KnownScores {
  of(position: number): Float32Array; // [T]
  keep(position: number, scores: Float32Array): void;
  bytes(): number;
}

export function createKnownScores(count: number, terms: readonly TermBounds[]): KnownScores {
  const size = terms.length;
  let places: Int32Array | null = null; // where a position's row is, plus 1
  let rows = new Float32Array(0);
  let kept = 0;
  return {
    of(position) {
      const place = places?.[position] ?? 0;
      if (place > 0) return rows.slice((place - 1) * size, place * size);
      return Float32Array.from(terms, ({ upper }) => upper[position]!);
    },
    keep(position, scores) {
      places ??= new Int32Array(count);
      if ((kept + 1) * size > rows.length) {
        const longer = new Float32Array(Math.max(256 * size, 2 * rows.length));
        longer.set(rows);
        rows = longer;
      }
      rows.set(scores, kept * size);
      places[position] = ++kept;
    },
    bytes: () => (places?.byteLength ?? 0) + rows.byteLength,
  };
}
