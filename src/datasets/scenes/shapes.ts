import type { Shape } from "./words";

/**
 * The signed distance of a point to a shape's outline, negative inside: x to the right, y down, the shape
 * upright about 0 0 and within a circle of radius 1 or little more. Outside corners it may fall short of the
 * true distance, which only softens shadows there.
 */
type Distance = (x: number, y: number) => number;

const { abs, max, min, sqrt } = Math;
const length = (x: number, y: number) => sqrt(x * x + y * y);
// Written out, because engines differ in the last bits of sines.
const SIN_18 = 0.3090169943749474;
const COS_18 = 0.9510565162951535;
const SIN_36 = 0.5877852522924731;
const COS_36 = 0.8090169943749475;
const SIN_60 = 0.8660254037844386;
const HALF_DIAGONAL = Math.SQRT1_2;

function box(x: number, y: number, halfWidth: number, halfHeight: number): number {
  const dx = abs(x) - halfWidth;
  const dy = abs(y) - halfHeight;
  return dx > 0 && dy > 0 ? length(dx, dy) : max(dx, dy);
}

/** A star has five tips; a straight edge connects a tip and a notch beside it. */
const TIP = 1.08;
const NOTCH = 0.5;
const edge = { along: TIP - NOTCH * COS_36, across: NOTCH * SIN_36 };
const edgeLength = length(edge.along, edge.across);

/** A point relative to the ray through its nearest tip: how far along that ray, and how far off it. */
function star(x: number, y: number): number {
  const side = abs(x);
  const along = max(-y, COS_18 * side - SIN_18 * y, SIN_36 * side + COS_36 * y);
  const across = sqrt(max(0, x * x + y * y - along * along));
  return ((along - TIP) * edge.across + across * edge.along) / edgeLength;
}

/** A square on its tip, with a disc on each of its two upper sides. */
function heart(x: number, y: number): number {
  const half = 0.56;
  const lowered = y + 0.08;
  const u = (lowered + x) * HALF_DIAGONAL;
  const v = (lowered - x) * HALF_DIAGONAL;
  return min(box(u, v, half, half), length(u, v + half) - half, length(u + half, v) - half);
}

function triangle(x: number, y: number): number {
  return max(y - 0.67, SIN_60 * abs(x) - (y - 0.15) / 2 - 0.52);
}

function arrow(x: number, y: number): number {
  const head = max(y, 0.8 * abs(x) - 0.6 * (y + 1));
  return min(head, box(x, y - 0.4, 0.28, 0.55));
}

const distances: Readonly<Record<Shape, Distance>> = {
  disc: (x, y) => length(x, y) - 0.9,
  ring: (x, y) => abs(length(x, y) - 0.69) - 0.26,
  square: (x, y) => box(x, y, 0.78, 0.78),
  triangle,
  star,
  cross: (x, y) => min(box(x, y, 0.96, 0.31), box(x, y, 0.31, 0.96)),
  heart,
  moon: (x, y) => max(length(x, y) - 0.95, 0.76 - length(x - 0.46, y + 0.1)),
  arrow,
};

/** How far points are from a shape's outline. */
export function distanceTo(shape: Shape): Distance {
  return distances[shape];
}
