import { GrowingArray } from "./growing-array";
import { turnedOver } from "./lists";
import type { ColumnPiece, ScoreColumns } from "./score-columns";

/** Only the scores of known labels: 8 bytes each as they come, 8 more once they are read class by class. */
export class AnnotatedColumns implements ScoreColumns {
  readonly #starts = new GrowingArray(Uint32Array);
  readonly #classes = new GrowingArray(Uint32Array);
  readonly #scores = new GrowingArray(Float32Array);
  #sorted: { starts: Uint32Array; images: Uint32Array; scores: Float32Array } | null = null;

  constructor(private readonly classes: number) {
    this.#starts.append([0]);
  }

  /** Of one image: the classes with a known label, ascending, and their scores. */
  append(classes: Uint32Array, scores: Float32Array): void {
    this.#sorted = null;
    this.#classes.append(classes);
    this.#scores.append(scores);
    this.#starts.append([this.#classes.length]);
  }

  column(label: number): ColumnPiece[] {
    const { starts, images, scores } = this.#byClass();
    const [from, to] = [starts[label]!, starts[label + 1]!];
    return [{ scores, from, to, images, firstImage: 0 }];
  }

  scoreOf(image: number, label: number): number {
    const place = this.#placeOf(image, label);
    return place === null ? Number.NaN : this.#scores.at(place);
  }

  isKnown(image: number, label: number): boolean {
    return this.#placeOf(image, label) !== null;
  }

  #placeOf(image: number, label: number): number | null {
    const end = this.#starts.at(image + 1);
    for (let place = this.#starts.at(image); place < end; place++)
      if (this.#classes.at(place) === label) return place;
    return null;
  }

  #byClass() {
    if (this.#sorted) return this.#sorted;
    const lists = { starts: this.#starts.values(), entries: this.#classes.values() };
    const { starts, entries: images, places } = turnedOver(lists, this.classes);
    const given = this.#scores.values();
    const scores = new Float32Array(given.length);
    for (let place = 0; place < places.length; place++) scores[place] = given[places[place]!]!;
    this.#sorted = { starts, images, scores };
    return this.#sorted;
  }
}
