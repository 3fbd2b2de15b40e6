/** What a row says about a label of an image: present, absent or unknown. */
export type LabelValue = 1 | -1 | 0;

const FIRST_CAPACITY = 1 << 12;

/**
 * The labels of many images in 8 bytes per row, 12 while they are grouped: Open Images' training labels are
 * 28 million rows. If rows repeat a label of an image, the later one counts.
 */
export class LabelRows {
  private images = new Int32Array(FIRST_CAPACITY);
  private codes = new Int32Array(FIRST_CAPACITY); // 3 * label + value + 1
  private rowCount = 0;

  /** How many rows have been added. */
  get size(): number {
    return this.rowCount;
  }

  add(image: number, label: number, value: LabelValue): void {
    if (this.rowCount === this.images.length) {
      this.images = grown(this.images);
      this.codes = grown(this.codes);
    }
    this.images[this.rowCount] = image;
    this.codes[this.rowCount++] = 3 * label + value + 1;
  }

  /** The rows by image; nothing can be added afterward. */
  group(imageCount: number): GroupedLabels {
    const starts = new Int32Array(imageCount + 1);
    for (let row = 0; row < this.rowCount; row++) starts[this.images[row]! + 1]!++;
    for (let image = 0; image < imageCount; image++) starts[image + 1]! += starts[image]!;
    const next = starts.slice();
    const codes = new Int32Array(this.rowCount);
    for (let row = 0; row < this.rowCount; row++) codes[next[this.images[row]!]!++] = this.codes[row]!;
    this.images = this.codes = new Int32Array(0);
    return new GroupedLabels(starts, codes);
  }
}

/** An image's labels, each list ascending. */
export interface ImageLabels {
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly unknown: readonly number[];
}

/** The labels of each image. */
class GroupedLabels {
  constructor(
    private readonly starts: Int32Array, // [images + 1]
    private readonly codes: Int32Array, // [rows]
  ) {}

  of(image: number): ImageLabels {
    const values = new Map<number, number>();
    for (let row = this.starts[image]!; row < this.starts[image + 1]!; row++) {
      const code = this.codes[row]!;
      values.set(Math.floor(code / 3), (code % 3) - 1);
    }
    const labels = [...values.keys()].sort((a, b) => a - b);
    const those = (value: LabelValue) => labels.filter((label) => values.get(label) === value);
    return { present: those(1), absent: those(-1), unknown: those(0) };
  }
}

function grown(rows: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * rows.length);
  larger.set(rows);
  return larger;
}
