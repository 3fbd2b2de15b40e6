/**
 * The response from which a map of cosines counts: its boxes are cut halfway from here to its peak, and its heat
 * is drawn from here up.
 *
 * Cosines of texts with regions have no zero of their own: they lie near .2 wherever the label is not, higher
 * for some labels than for others, so half of a peak is below all of them and would box the whole picture. What
 * the label gives where it is not is therefore taken from its own map: the mean of the lower half of the cells.
 * On a map of two levels the cut is then always between them, however much of the picture the higher one
 * covers: up to half of it the floor is the lower level, beyond that a mean of both. The least response alone
 * would be moved by one odd cell, the median would be the object itself once it covers half of the picture, and
 * the mean would rise with it. The other labels play no part: a label has the same boxes in every vocabulary.
 *
 * A map whose peak is less than `contrast` above its floor is its own floor, and shows nothing. So is that of
 * a label which is everywhere alike: from its map alone this cannot be told from being nowhere. Whether the
 * picture has the label is for its score to say.
 */
export function mapFloor(map: Float32Array, contrast: number): number {
  const rising = map.toSorted();
  const half = rising.subarray(0, Math.ceil(rising.length / 2));
  const floor = half.reduce((sum, response) => sum + response, 0) / half.length;
  const peak = rising.at(-1)!;
  return peak - floor < contrast ? peak : floor;
}
