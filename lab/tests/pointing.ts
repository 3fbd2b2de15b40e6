/** A box in any unit, right and bottom just outside. */
interface PointedBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A grid of cells over an image of a width and height in the boxes' unit. */
export interface PointingGrid {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** The pointing game: whether the center of the cell with the largest value (the first of equals) is in a box. */
export function pointsInto(
  map: ArrayLike<number>,
  grid: PointingGrid,
  boxes: readonly PointedBox[],
): boolean {
  let best = 0;
  for (let cell = 1; cell < map.length; cell++) if (map[cell]! > map[best]!) best = cell;
  return isInside(best, grid, boxes);
}

/** How often a cell drawn by chance would be right: the share of cells whose center is in a box. */
export function chanceOfPointing(
  { rows, columns, ...image }: PointingGrid,
  boxes: readonly PointedBox[],
): number {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  const inside = cells.filter((cell) => isInside(cell, { rows, columns, ...image }, boxes));
  return inside.length / cells.length;
}

function isInside(
  cell: number,
  { rows, columns, width, height }: PointingGrid,
  boxes: readonly PointedBox[],
) {
  const x = ((cell % columns) + 0.5) * (width / columns);
  const y = (Math.floor(cell / columns) + 0.5) * (height / rows);
  return boxes.some(({ left, top, right, bottom }) => left <= x && x < right && top <= y && y < bottom);
}
