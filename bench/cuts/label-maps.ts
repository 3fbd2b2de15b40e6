import { CELLS, CHANNELS, GRID, type LabeledBox, type LabeledPhoto } from "./photo-regions";

/** A label that is in a photo, with its maps there. */
export interface LabelMap {
  readonly photo: LabeledPhoto;
  readonly boxes: readonly LabeledBox[]; // the label's own
  /** Each cell's cosine with the label's vector. */
  readonly cosines: Float32Array; // [CELLS]
  /** The same with the label's vector less the mean of all labels' vectors. */
  readonly centered: Float32Array; // [CELLS]
}

interface Sum {
  readonly vector: Float64Array; // [CHANNELS]
  readonly cells: number;
}

/**
 * The maps of all labels in all photos where they are. In place of a text's vector, a label has the mean of the
 * regions inside its boxes in the other photos, at length 1.
 */
export function labelMaps(photos: readonly LabeledPhoto[]): LabelMap[] {
  const labels = [...new Set(photos.flatMap(({ boxes }) => boxes.map(({ label }) => label)))];
  const parts = photos.map((photo) => labels.map((label) => sumInside(photo, boxesOf(photo, label))));
  const wholes = labels.map((_, at) =>
    parts.map((ofPhoto) => ofPhoto[at]!).reduce((a, b) => combined(a, b, 1)),
  );
  return photos.flatMap((photo, i) => {
    const vectors = wholes.map((whole, at) => {
      const others = combined(whole, parts[i]![at]!, -1);
      return others.cells > 0 ? unit(others.vector) : null;
    });
    const known = vectors.filter((vector) => vector !== null);
    const mean = known[0]!.map((_, c) => known.reduce((sum, vector) => sum + vector[c]!, 0) / known.length);
    return labels.flatMap((label, at) => {
      const boxes = boxesOf(photo, label);
      const vector = vectors[at];
      if (boxes.length === 0 || !vector) return [];
      const offset = vector.map((value, c) => value - mean[c]!);
      return [{ photo, boxes, cosines: products(photo, vector), centered: products(photo, offset) }];
    });
  });
}

const boxesOf = ({ boxes }: LabeledPhoto, label: string) => boxes.filter((box) => box.label === label);

function sumInside({ width, height, regions }: LabeledPhoto, boxes: readonly LabeledBox[]): Sum {
  const vector = new Float64Array(CHANNELS);
  let cells = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    const x = (((cell % GRID.width) + 0.5) * width) / GRID.width;
    const y = ((Math.floor(cell / GRID.width) + 0.5) * height) / GRID.height;
    if (!boxes.some((box) => box.left <= x && x < box.right && box.top <= y && y < box.bottom)) continue;
    cells++;
    for (let c = 0; c < CHANNELS; c++) vector[c]! += regions[cell * CHANNELS + c]!;
  }
  return { vector, cells };
}

function combined(a: Sum, b: Sum, sign: 1 | -1): Sum {
  return { vector: a.vector.map((value, c) => value + sign * b.vector[c]!), cells: a.cells + sign * b.cells };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function products({ regions }: LabeledPhoto, vector: Float64Array): Float32Array {
  return Float32Array.from({ length: CELLS }, (_, cell) =>
    vector.reduce((sum, value, c) => sum + value * regions[cell * CHANNELS + c]!, 0),
  );
}
