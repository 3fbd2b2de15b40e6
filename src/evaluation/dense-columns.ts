import type { SparseLabels } from "./labels";
import type { ColumnPiece, ScoreColumns } from "./score-columns";

/** Images of a block: 4 MB of scores at 1,000 classes. */
const BLOCK = 1024;
/** Rows transposed together: what they write of a class is a line of the cache. */
const ROWS = 16;

/** Every score of every image, kept class by class: 4 bytes each. */
export class DenseColumns implements ScoreColumns {
  readonly #blocks: Float32Array[] = []; // [C, BLOCK] each
  #images = 0;

  constructor(private readonly classes: number) {}

  append(scores: Float32Array, labels: SparseLabels): void {
    const images = labels.starts.length - 1;
    for (let image = 0; image < images; ) {
      const within = this.#images % BLOCK;
      if (within === 0) this.#blocks.push(new Float32Array(this.classes * BLOCK));
      const rows = Math.min(ROWS - (within % ROWS), images - image);
      this.#transpose(scores, image, rows);
      for (let row = 0; row < rows; row++) this.#hideUnknown(labels, image + row, within + row);
      image += rows;
      this.#images += rows;
    }
  }

  column(label: number): ColumnPiece[] {
    const from = label * BLOCK;
    return this.#blocks.map((scores, block) => {
      const firstImage = block * BLOCK;
      const to = from + Math.min(BLOCK, this.#images - firstImage);
      return { scores, from, to, images: null, firstImage };
    });
  }

  scoreOf(image: number, label: number): number {
    return this.#blocks[Math.floor(image / BLOCK)]![label * BLOCK + (image % BLOCK)]!;
  }

  isKnown(image: number, label: number): boolean {
    return !Number.isNaN(this.scoreOf(image, label));
  }

  #transpose(scores: Float32Array, image: number, rows: number): void {
    const { classes } = this;
    const block = this.#blocks.at(-1)!;
    const within = this.#images % BLOCK;
    for (let label = 0; label < classes; label++) {
      const to = label * BLOCK + within;
      for (let row = 0, from = image * classes + label; row < rows; row++, from += classes)
        block[to + row] = scores[from]!;
    }
  }

  #hideUnknown({ starts, classes: listed, values, others }: SparseLabels, image: number, within: number) {
    const block = this.#blocks.at(-1)!;
    let entry = starts[image]!;
    const end = starts[image + 1]!;
    if (others === -1) {
      for (; entry < end; entry++)
        if (values[entry] === 0) block[listed[entry]! * BLOCK + within] = Number.NaN;
      return;
    }
    for (let label = 0; label < this.classes; label++) {
      const isListed = entry < end && listed[entry] === label;
      if (!isListed || values[entry] === 0) block[label * BLOCK + within] = Number.NaN;
      if (isListed) entry++;
    }
  }
}
