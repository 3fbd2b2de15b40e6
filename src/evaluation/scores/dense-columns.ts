import type { SparseLabels } from "./labels";
import type { ColumnPiece, ScoreColumns } from "./score-columns";

/**
 * The least memory of a block: the C library takes this much from the system separately, and gives it back
 * once it is free, whereas smaller blocks would stay with the process. What no image fills is never touched.
 */
const BLOCK_BYTES = 2 ** 25;
/** Rows transposed together: what they write of a class is one cache line. */
const ROWS = 16;

/** Every score of every image, kept class by class: 4 bytes each. */
export class DenseColumns implements ScoreColumns {
  readonly #blocks: Float32Array[] = []; // [C, blockImages] each
  readonly #blockImages: number;
  #images = 0;

  constructor(private readonly classes: number) {
    this.#blockImages = ROWS * Math.ceil(BLOCK_BYTES / (4 * ROWS * Math.max(1, classes)));
  }

  append(scores: Float32Array, labels: SparseLabels): void {
    const images = labels.starts.length - 1;
    for (let image = 0; image < images; ) {
      const within = this.#images % this.#blockImages;
      if (within === 0) this.#blocks.push(new Float32Array(this.classes * this.#blockImages));
      const rows = Math.min(ROWS - (within % ROWS), images - image);
      this.#transpose(scores, image, rows);
      for (let row = 0; row < rows; row++) this.#hideUnknown(labels, image + row, within + row);
      image += rows;
      this.#images += rows;
    }
  }

  column(label: number): ColumnPiece[] {
    const from = label * this.#blockImages;
    return this.#blocks.map((scores, block) => {
      const firstImage = block * this.#blockImages;
      const to = from + Math.min(this.#blockImages, this.#images - firstImage);
      return { scores, from, to, images: null, firstImage };
    });
  }

  scoreOf(image: number, label: number): number {
    const size = this.#blockImages;
    return this.#blocks[Math.floor(image / size)]![label * size + (image % size)]!;
  }

  isKnown(image: number, label: number): boolean {
    return !Number.isNaN(this.scoreOf(image, label));
  }

  #transpose(scores: Float32Array, image: number, rows: number): void {
    const { classes } = this;
    const size = this.#blockImages;
    const block = this.#blocks.at(-1)!;
    const within = this.#images % size;
    for (let label = 0; label < classes; label++) {
      const to = label * size + within;
      for (let row = 0, from = image * classes + label; row < rows; row++, from += classes)
        block[to + row] = scores[from]!;
    }
  }

  #hideUnknown({ starts, classes: listed, values, others }: SparseLabels, image: number, within: number) {
    const size = this.#blockImages;
    const block = this.#blocks.at(-1)!;
    let entry = starts[image]!;
    const end = starts[image + 1]!;
    if (others === -1) {
      for (; entry < end; entry++)
        if (values[entry] === 0) block[listed[entry]! * size + within] = Number.NaN;
      return;
    }
    for (let label = 0; label < this.classes; label++) {
      const isListed = entry < end && listed[entry] === label;
      if (!isListed || values[entry] === 0) block[label * size + within] = Number.NaN;
      if (isListed) entry++;
    }
  }
}
