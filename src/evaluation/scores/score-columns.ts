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
  /** Whether the label is +1 or -1. */
  isKnown(image: number, label: number): boolean;
}
