type Numbers = Uint32Array | Float32Array;

/** A typed array that grows as pieces are appended. */
export class GrowingArray<T extends Numbers> {
  #space: T;
  #length = 0;

  constructor(private readonly type: new (length: number) => T) {
    this.#space = new type(1024);
  }

  append(piece: ArrayLike<number>): void {
    const length = this.#length + piece.length;
    if (length > this.#space.length) {
      // Half as much again, not twice as much: what is kept of a benchmark is most of the memory.
      const space = new this.type(Math.max(length, Math.ceil(1.5 * this.#space.length)));
      space.set(this.#space.subarray(0, this.#length));
      this.#space = space;
    }
    this.#space.set(piece, this.#length);
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  /** The number at an existing place. */
  at(place: number): number {
    return this.#space[place]!;
  }

  /** Its current content, without a copy: valid until the next append. */
  values(): T {
    return this.#space.subarray(0, this.#length) as T;
  }
}
