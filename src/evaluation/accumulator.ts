import { RegionaryError } from "../errors";
import {
  type AnnotatedChunk,
  annotatedChunk,
  checkNumbers,
  checkScores,
  type TopLists,
  topLists,
} from "./annotated-chunk";
import { AnnotatedColumns } from "./annotated-columns";
import { DenseColumns } from "./dense-columns";
import type { EvaluationData } from "./evaluation-data";
import { GrowingArray } from "./growing-array";
import { checkLabels, type SparseLabels } from "./labels";
import { turnedOver } from "./lists";
import type { EvaluationPlan, SectionPlan } from "./plan";

/**
 * Takes the scores and labels of a benchmark's images, some at a time, and keeps what every metric can be
 * computed from. How the images are cut into chunks changes nothing; a chunk that is refused changes nothing
 * either. Memory: 4 bytes for every score under a protocol that keeps all, else 16 for every known label;
 * and 4 for every place in a top list.
 */
export class EvaluationAccumulator {
  readonly #dense: DenseColumns | null;
  readonly #annotated: AnnotatedColumns | null;
  readonly #positiveStarts = new GrowingArray(Uint32Array);
  readonly #positives = new GrowingArray(Uint32Array);
  readonly #tops: { best: GrowingArray<Uint32Array>; ties: GrowingArray<Uint32Array> }[];
  readonly #counts = { present: 0, absent: 0 };
  #images = 0;

  constructor(readonly plan: EvaluationPlan) {
    const dense = plan.protocol.kept === "all-scores";
    this.#dense = dense ? new DenseColumns(plan.seen.length) : null;
    this.#annotated = dense ? null : new AnnotatedColumns(plan.seen.length);
    this.#tops = plan.sections.map(() => ({
      best: new GrowingArray(Uint32Array),
      ties: new GrowingArray(Uint32Array),
    }));
    this.#positiveStarts.append([0]);
  }

  /** Adds images by all their scores. Throws INVALID_INPUT for NaN, and for scores and labels that do not fit. */
  add(scores: Float32Array, labels: SparseLabels): void {
    if (!this.#dense) return this.addAnnotated(annotatedChunk(this.plan, scores, labels));
    checkScores(scores, labels, this.plan.seen.length);
    this.#dense.append(scores, labels);
    this.#addLabels(labels);
    this.#addTopLists(topLists(this.plan, scores));
  }

  /** Adds images by what `annotatedChunk` keeps of them. Throws INVALID_INPUT as `add` does. */
  addAnnotated({ labels, scores, top }: AnnotatedChunk): void {
    const images = labels.starts.length - 1;
    const { sections, seen, protocol } = this.plan;
    if (!this.#annotated) throw invalid(`the protocol ${protocol.name} needs all scores of an image`);
    checkLabels(labels, images, seen.length);
    if (labels.others !== 0 || labels.values.includes(0)) throw invalid("only known labels are to be listed");
    if (scores.length !== labels.classes.length)
      throw invalid(`${labels.classes.length} labels came with ${scores.length} scores`);
    checkNumbers(scores, 1);
    if (!sections.every(({ listLength }, at) => top[at]?.classes.length === images * listLength))
      throw invalid(`expected a list of the best classes for each of ${sections.length} sections`);
    for (let image = 0; image < images; image++) {
      const [from, to] = [labels.starts[image]!, labels.starts[image + 1]!];
      this.#annotated.append(labels.classes.subarray(from, to), scores.subarray(from, to));
    }
    this.#addLabels(labels);
    this.#addTopLists(top);
  }

  /** What came so far, for the metrics; valid until more comes. */
  data(): EvaluationData {
    const byImage = { starts: this.#positiveStarts.values(), entries: this.#positives.values() };
    return {
      plan: this.plan,
      images: this.#images,
      positivesByImage: byImage,
      positivesByClass: turnedOver(byImage, this.plan.seen.length),
      columns: (this.#dense ?? this.#annotated)!,
      sections: this.#tops.map(({ best, ties }) => ({ best: best.values(), ties: ties.values() })),
      labelCounts: { ...this.#counts },
    };
  }

  #addLabels({ starts, classes: listed, values, others }: SparseLabels): void {
    const images = starts.length - 1;
    const present = listed.filter((_, entry) => values[entry] === 1);
    let [count, unknown] = [this.#positives.length, 0];
    const ends = new Uint32Array(images);
    for (let image = 0; image < images; image++) {
      for (let entry = starts[image]!; entry < starts[image + 1]!; entry++) {
        if (values[entry] === 1) count++;
        else if (values[entry] === 0) unknown++;
      }
      ends[image] = count;
    }
    this.#positives.append(present);
    this.#positiveStarts.append(ends);
    this.#counts.present += present.length;
    const listedAbsent = listed.length - present.length - unknown;
    this.#counts.absent +=
      listedAbsent + (others === -1 ? images * this.plan.seen.length - listed.length : 0);
    this.#images += images;
  }

  #addTopLists(top: readonly TopLists[]): void {
    for (const [at, { classes, scores }] of top.entries()) {
      const section = this.plan.sections[at]!;
      this.#tops[at]!.best.append(classes);
      this.#tops[at]!.ties.append(ties(section, scores));
    }
  }
}

function ties({ ks, listLength }: SectionPlan, scores: Float32Array): Uint32Array {
  return Uint32Array.from({ length: scores.length / listLength }, (_, image) => {
    let bits = 0;
    for (const [place, k] of ks.entries()) {
      const last = image * listLength + k - 1;
      if (k < listLength && scores[last] === scores[last + 1]) bits |= 1 << place;
    }
    return bits;
  });
}

function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `These scores cannot be evaluated: ${reason}.`);
}
