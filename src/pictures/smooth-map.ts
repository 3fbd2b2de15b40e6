/**
 * Enlarges a response map smoothly with a cubic that passes through every cell's value at the cell's center
 * (Catmull-Rom; the outermost cells are repeated beyond the border). Returns [height, width].
 */
export function smoothMap(
  map: Float32Array, // [gridHeight, gridWidth]
  gridWidth: number,
  gridHeight: number,
  width: number,
  height: number,
): Float32Array {
  const columns = cubicTaps(gridWidth, width);
  const rows = cubicTaps(gridHeight, height);
  const widened = new Float32Array(gridHeight * width);
  for (let y = 0; y < gridHeight; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let tap = x * 4; tap < x * 4 + 4; tap++) {
        sum += columns.weight[tap]! * map[y * gridWidth + columns.cell[tap]!]!;
      }
      widened[y * width + x] = sum;
    }
  }
  const smooth = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let tap = y * 4; tap < y * 4 + 4; tap++) {
      const weight = rows.weight[tap]!;
      const from = rows.cell[tap]! * width;
      for (let x = 0; x < width; x++) {
        smooth[y * width + x] = smooth[y * width + x]! + weight * widened[from + x]!;
      }
    }
  }
  return smooth;
}

function cubicTaps(cells: number, length: number): { cell: Int32Array; weight: Float64Array } {
  const cell = new Int32Array(length * 4); // [length, 4]
  const weight = new Float64Array(length * 4); // [length, 4]
  for (let i = 0; i < length; i++) {
    const position = ((i + 0.5) * cells) / length - 0.5;
    const base = Math.floor(position);
    for (let tap = 0; tap < 4; tap++) {
      cell[i * 4 + tap] = Math.min(Math.max(base + tap - 1, 0), cells - 1);
      weight[i * 4 + tap] = catmullRom(Math.abs(position - (base + tap - 1)));
    }
  }
  return { cell, weight };
}

function catmullRom(distance: number): number {
  if (distance < 1) return 1 + distance * distance * (1.5 * distance - 2.5);
  return distance < 2 ? 2 + distance * (-4 + distance * (2.5 - 0.5 * distance)) : 0;
}
