import { countReached, stepOf, type Thresholds } from "./thresholds";

const PARTS_LOG2 = 8;
const PART_SIZE = 4096;

/**
 * As `countReached`, for more thresholds than a core's cache holds: scores are first gathered by their part of
 * the range, so that each gathering touches a small part of the tables.
 */
export class PartwiseCounter {
  readonly #parts = Array.from({ length: 2 ** PARTS_LOG2 }, () => new Float32Array(PART_SIZE));
  readonly #lengths = new Uint32Array(2 ** PARTS_LOG2);

  constructor(
    private readonly thresholds: Thresholds,
    private readonly reached: Uint32Array,
  ) {}

  count(scores: Float32Array, from: number, to: number): void {
    const [parts, lengths] = [this.#parts, this.#lengths];
    const lowest = this.thresholds.values[0]!;
    const highest = this.thresholds.values.at(-1)!;
    const { scale } = this.thresholds;
    for (let place = from; place < to; place++) {
      const score = scores[place]!;
      if (!(score >= lowest)) continue;
      const part = score >= highest ? parts.length - 1 : stepOf(score, lowest, scale) >>> (30 - PARTS_LOG2);
      const length = lengths[part]!;
      parts[part]![length] = score;
      if (length + 1 === PART_SIZE) this.#empty(part, PART_SIZE);
      else lengths[part] = length + 1;
    }
  }

  /** Counts what is gathered; `reached` is whole only after it. */
  end(): void {
    for (const [part, length] of this.#lengths.entries()) this.#empty(part, length);
  }

  #empty(part: number, length: number): void {
    countReached(this.thresholds, this.#parts[part]!, 0, length, this.reached);
    this.#lengths[part] = 0;
  }
}
