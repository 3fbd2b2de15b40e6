/** Scores of one class, of images in ascending order; NaN where the class's label is unknown. */
export interface ColumnPiece {
  readonly scores: Float32Array;
  readonly from: number;
  readonly to: number;
  /** The image of each place; null where place `from` is `firstImage` and the next ones follow. */
  readonly images: Uint32Array | null;
  readonly firstImage: number;
}

/** The kept scores, class by class. */
export interface ScoreColumns {
  /** Pieces that hold every score of a class whose label is +1 or -1. */
  column(label: number): readonly ColumnPiece[];
  /** The score of a class in an image where its label is known. */
  scoreOf(image: number, label: number): number;
}

/** How many labels of a class are +1 or -1, in all images or those where `counts` is not 0. */
export function countAnnotated(pieces: readonly ColumnPiece[], counts: Uint8Array | null): number {
  let annotated = 0;
  for (const { scores, from, to, images, firstImage } of pieces) {
    for (let place = from; place < to; place++) {
      const score = scores[place]!;
      // biome-ignore lint/suspicious/noSelfCompare: NaN alone differs from itself, and this runs 100 million times
      if (score !== score) continue;
      if (counts === null || counts[images ? images[place]! : firstImage + place - from] !== 0) annotated++;
    }
  }
  return annotated;
}
