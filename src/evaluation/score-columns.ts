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

/** How many labels of a class are +1 or -1 in the images whose `counts` is not 0. */
export function countAnnotated(pieces: readonly ColumnPiece[], counts: Uint8Array): number {
  let annotated = 0;
  for (const { scores, from, to, images, firstImage } of pieces) {
    for (let place = from; place < to; place++) {
      const image = images ? images[place]! : firstImage + place - from;
      if (counts[image] === 1 && !Number.isNaN(scores[place]!)) annotated++;
    }
  }
  return annotated;
}
