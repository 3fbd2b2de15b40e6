/** A rectangle in pixels; right and bottom are just outside it. `score` is the largest response inside. */
export interface RegionBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly score: number;
}

/**
 * Where a label is: one box around every 4-connected group of cells at or above half the map's peak, in
 * pixels of the picture that the map covers, strongest first (equal scores in reading order). A map whose
 * peak is not above zero has no box.
 */
export function regionBoxes(
  map: Float32Array, // [gridHeight, gridWidth]
  gridWidth: number,
  gridHeight: number,
  imageWidth: number,
  imageHeight: number,
): RegionBox[] {
  const peak = map.reduce((best, value) => Math.max(best, value), -Infinity);
  if (!(peak > 0)) return [];
  const visited = new Uint8Array(map.length);
  const isNew = (cell: number) => visited[cell] === 0 && map[cell]! >= peak / 2;
  const boxes: RegionBox[] = [];
  for (let start = 0; start < map.length; start++) {
    if (!isNew(start)) continue;
    const cells = connectedCells(start, gridWidth, gridHeight, isNew, visited);
    const columns = cells.map((cell) => cell % gridWidth);
    const rows = cells.map((cell) => Math.floor(cell / gridWidth));
    boxes.push({
      left: Math.floor((Math.min(...columns) * imageWidth) / gridWidth),
      top: Math.floor((Math.min(...rows) * imageHeight) / gridHeight),
      right: Math.ceil(((Math.max(...columns) + 1) * imageWidth) / gridWidth),
      bottom: Math.ceil(((Math.max(...rows) + 1) * imageHeight) / gridHeight),
      score: Math.max(...cells.map((cell) => map[cell]!)),
    });
  }
  return boxes.sort((a, b) => b.score - a.score);
}

function connectedCells(
  start: number,
  gridWidth: number,
  gridHeight: number,
  isNew: (cell: number) => boolean,
  visited: Uint8Array,
): number[] {
  const cells: number[] = [];
  const pending = [start];
  visited[start] = 1;
  for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
    cells.push(cell);
    const x = cell % gridWidth;
    const neighbors = [
      x > 0 ? cell - 1 : -1,
      x < gridWidth - 1 ? cell + 1 : -1,
      cell - gridWidth,
      cell + gridWidth < gridWidth * gridHeight ? cell + gridWidth : -1,
    ];
    for (const neighbor of neighbors) {
      if (neighbor < 0 || !isNew(neighbor)) continue;
      visited[neighbor] = 1;
      pending.push(neighbor);
    }
  }
  return cells;
}
