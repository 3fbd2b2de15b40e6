import type { Box, Relation } from "./search-request";

/** The share of a box that has to be in another for it to be within it: boxes are as coarse as a model's grid. */
const WITHIN = 0.9;

/**
 * What each relation of a box to another means, in pixels of the picture. To the left of a box is what lies to the
 * left as one sees the picture, whatever its height.
 */
const IS: Record<Relation, (a: Box, b: Box) => boolean> = {
  /** Its center is left of the other's left edge, and the other's center right of its right edge. */
  LEFT_OF: isLeftOf,
  /** The other is left of it. */
  RIGHT_OF: (a, b) => isLeftOf(b, a),
  /** Its center is above the other's top edge, and the other's center below its bottom edge. */
  ABOVE: isAbove,
  /** The other is above it. */
  BELOW: (a, b) => isAbove(b, a),
  /** At least nine tenths of its area are in the other. */
  WITHIN: (a, b) => sharedArea(a, b) >= WITHIN * areaOf(a),
  /**
   * It is left or right of the other; they share at least half of the height of the lower one; and between them is
   * no more than the width of the wider one.
   */
  BESIDE: isBeside,
  /** They share some area; to touch is not enough. */
  OVERLAPPING: (a, b) => sharedArea(a, b) > 0,
};

/**
 * Whether some box of the first list is in this relation to some box of the second. No box is in any relation to
 * itself, for one who looks for a thing near another of its kind and gives one list twice.
 */
export function isNear(relation: Relation, boxes: readonly Box[], others: readonly Box[]): boolean {
  return boxes.some((box) => others.some((other) => box !== other && IS[relation](box, other)));
}

const centerX = ({ left, right }: Box) => (left + right) / 2;
const centerY = ({ top, bottom }: Box) => (top + bottom) / 2;
const areaOf = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);
/** Below 0 where there is a gap between them. */
const sharedWidth = (a: Box, b: Box) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
const sharedHeight = (a: Box, b: Box) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
const sharedArea = (a: Box, b: Box) => Math.max(sharedWidth(a, b), 0) * Math.max(sharedHeight(a, b), 0);

function isLeftOf(a: Box, b: Box): boolean {
  return centerX(a) < b.left && centerX(b) > a.right;
}

function isAbove(a: Box, b: Box): boolean {
  return centerY(a) < b.top && centerY(b) > a.bottom;
}

function isBeside(a: Box, b: Box): boolean {
  const lower = Math.min(a.bottom - a.top, b.bottom - b.top);
  const wider = Math.max(a.right - a.left, b.right - b.left);
  const isNextTo = isLeftOf(a, b) || isLeftOf(b, a);
  return isNextTo && sharedHeight(a, b) >= lower / 2 && -sharedWidth(a, b) <= wider;
}
