/**
 * What is known of the scores of one term, for each position of an index. Where a score itself is known, the three are
 * equal; a term whose scores are all known may give one array thrice. NaN says that nothing is known.
 */
export interface TermBounds {
  /** No score is above its own: an image is left out on its word. */
  readonly upper: Float32Array;
  /** No score is below its own. */
  readonly lower: Float32Array;
  /** The best guess. */
  readonly estimate: Float32Array;
}
