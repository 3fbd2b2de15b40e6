import type { Area } from "./fit-picture";

/** A rectangle in pixels; right and bottom are just outside it. `score` is the largest response inside. */
interface RegionBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly score: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where a label is: one box around every 4-connected group of cells at or above half the map's peak, in
 * pixels of the picture, strongest first (equal scores in reading order). Half is
 * measured from `zero`, the response above which a label counts as present: a map whose peak is not above it
 * has no box.
 */
export function regionBoxes(
  map: Float32Array, // [grid.height, grid.width]
  grid: Size,
  { left, top, width, height }: Area, // the part of the picture that the map covers
  zero: number,
): RegionBox[] {
  const peak = map.reduce((best, value) => Math.max(best, value), -Infinity);
  if (!(peak > zero)) return [];
  const visited = new Uint8Array(map.length);
  const isNew = (cell: number) => visited[cell] === 0 && map[cell]! >= zero + (peak - zero) / 2;
  const boxes: RegionBox[] = [];
  for (let start = 0; start < map.length; start++) {
    if (!isNew(start)) continue;
    const cells = connectedCells(start, grid, isNew, visited);
    const columns = cells.map((cell) => cell % grid.width);
    const rows = cells.map((cell) => Math.floor(cell / grid.width));
    boxes.push({
      left: Math.floor(left + (Math.min(...columns) * width) / grid.width),
      top: Math.floor(top + (Math.min(...rows) * height) / grid.height),
      right: Math.ceil(left + ((Math.max(...columns) + 1) * width) / grid.width),
      bottom: Math.ceil(top + ((Math.max(...rows) + 1) * height) / grid.height),
      score: Math.max(...cells.map((cell) => map[cell]!)),
    });
  }
  return boxes.sort((a, b) => b.score - a.score);
}

function connectedCells(
  start: number,
  { width, height }: Size,
  isNew: (cell: number) => boolean,
  visited: Uint8Array,
): number[] {
  const cells: number[] = [];
  const pending = [start];
  visited[start] = 1;
  for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
    cells.push(cell);
    const x = cell % width;
    const neighbors = [
      x > 0 ? cell - 1 : -1,
      x < width - 1 ? cell + 1 : -1,
      cell - width,
      cell + width < width * height ? cell + width : -1,
    ];
    for (const neighbor of neighbors) {
      if (neighbor < 0 || !isNew(neighbor)) continue;
      visited[neighbor] = 1;
      pending.push(neighbor);
    }
  }
  return cells;
}
