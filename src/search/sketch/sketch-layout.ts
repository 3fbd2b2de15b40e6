/** How the sketch of an image is laid out; the same for every image of an index. */
export interface SketchLayout {
  /** P: the positions of the grid. */
  readonly rows: number;
  /** Whether a row of the whole picture follows them. */
  readonly whole: boolean;
  /** R, the length of a region. */
  readonly regionSize: number;
  /** m: how many projected numbers of a row are kept, in 8 bits each; a multiple of 16. */
  readonly dims: number;
  /**
   * B: how many norms of a row are kept, in 8 bits each: of what 8 bits lose of the kept numbers; of the numbers that are
   * left out, in two parts, unless none are; and of the row itself, of which rounding in the model's own product is a
   * share.
   */
  readonly blocks: number;
}

/** Where the parts of a sketch begin, in bytes. */
export interface SketchPlaces {
  /** float32 [1 + B]: what a step of the values is worth, then what a step of each block's norms is. */
  readonly scales: number;
  /** int8 [P, m], or [P + 1, m] with the whole picture's row last. */
  readonly values: number;
  /** uint8 [B, `normsPerBlock`]: of each block, the norms of the rows, then zeros. */
  readonly norms: number;
  /** P, or P + 1, rounded up to a multiple of 16. */
  readonly normsPerBlock: number;
  /** Of a whole sketch, a multiple of 16. */
  readonly bytes: number;
}

/** A SIMD register: no part of a sketch begins in the middle of one. */
const ALIGNMENT = 16;

/** The layout for a model's regions, [P, R] each or [P + 1, R] with a row of the whole picture. */
export function sketchLayout(regions: {
  readonly rows: number;
  readonly whole: boolean;
  readonly regionSize: number;
}): SketchLayout {
  const { rows, whole, regionSize } = regions;
  const affordable = Math.floor(VALUE_BYTES / rows / ALIGNMENT) * ALIGNMENT;
  const dims = Math.min(Math.max(affordable, LEAST_DIMS), aligned(regionSize / 2));
  return { rows, whole, regionSize, dims, blocks: dims < regionSize ? 4 : 2 };
}

/** 64 numbers of each of 196 regions: of a million images, what fits in the memory of one machine. */
const VALUE_BYTES = 196 * 64;
/** With fewer numbers hardly anything is bounded. Of short regions half bound as closely as all. */
const LEAST_DIMS = 32;

export function sketchPlaces(layout: SketchLayout): SketchPlaces {
  const { dims, blocks } = layout;
  const rows = sketchedRows(layout);
  const normsPerBlock = aligned(rows);
  const values = aligned(4 * (1 + blocks));
  const norms = values + rows * dims;
  return { scales: 0, values, norms, normsPerBlock, bytes: norms + blocks * normsPerBlock };
}

/** P, or P + 1 with the whole picture's row. */
export function sketchedRows({ rows, whole }: Pick<SketchLayout, "rows" | "whole">): number {
  return whole ? rows + 1 : rows;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
