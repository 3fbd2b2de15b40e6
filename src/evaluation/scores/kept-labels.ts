import { GrowingArray } from "./growing-array";
import type { SparseLabels } from "./labels";
import type { Lists } from "./lists";

/** What is kept of labels: which are present where, and how many are known of each class. */
export class KeptLabels {
  readonly #starts = new GrowingArray(Uint32Array);
  readonly #positives = new GrowingArray(Uint32Array);
  readonly #annotated: Uint32Array; // [C]
  #images = 0;
  #absentByDefault = 0; // images whose unlisted labels are -1

  constructor(classes: number) {
    this.#annotated = new Uint32Array(classes);
    this.#starts.append([0]);
  }

  append({ starts, classes: listed, values, others }: SparseLabels): void {
    const images = starts.length - 1;
    const present = new Uint32Array(listed.length);
    const ends = new Uint32Array(images);
    let count = 0;
    for (let image = 0; image < images; image++) {
      for (let entry = starts[image]!; entry < starts[image + 1]!; entry++) {
        if (values[entry] === 1) present[count++] = listed[entry]!;
        // A listed label counts in addition to the default, which an unknown one takes back.
        if (values[entry] === 0 && others === -1) this.#annotated[listed[entry]!]!--;
        if (values[entry] !== 0 && others === 0) this.#annotated[listed[entry]!]!++;
      }
      ends[image] = this.#positives.length + count;
    }
    this.#positives.append(present.subarray(0, count));
    this.#starts.append(ends);
    this.#images += images;
    if (others === -1) this.#absentByDefault += images;
  }

  get images(): number {
    return this.#images;
  }

  /** The columns labeled +1 in each image; valid until more comes. */
  positivesByImage(): Lists {
    return { starts: this.#starts.values(), entries: this.#positives.values() };
  }

  /** How many labels of each class are +1 or -1. */
  annotatedByClass(): Uint32Array {
    // Adding modulo 2^32 corrects counts that fell below 0.
    return this.#annotated.map((count) => count + this.#absentByDefault);
  }
}
