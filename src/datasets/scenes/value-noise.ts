import { mixBits, unitOf } from "./random";

const { floor, max, min } = Math;

/** Smooth noise in [0, 1) with bumps about 1 wide: random values at whole coordinates, blended between them. */
export function valueNoise(key: number, x: number, y: number): number {
  const column = floor(x);
  const row = floor(y);
  const across = ease(x - column);
  const above = blend(corner(key, column, row), corner(key, column + 1, row), across);
  const below = blend(corner(key, column, row + 1), corner(key, column + 1, row + 1), across);
  return blend(above, below, ease(y - row));
}

function corner(key: number, column: number, row: number): number {
  return unitOf(mixBits(mixBits(key, column), row));
}

/** `from` at 0, `to` at 1. */
export function blend(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** From 0 to 1, flat at both ends; values outside are clipped. */
export function ease(share: number): number {
  const t = min(max(share, 0), 1);
  return t * t * (3 - 2 * t);
}
