import { RegionaryError } from "../../errors";
import { type AnnotatedChunk, annotatedChunk, type TopLists, topLists } from "./annotated-chunk";
import { AnnotatedColumns } from "./annotated-columns";
import { checkNumbers, checkScores } from "./check-scores";
import { DenseColumns } from "./dense-columns";
import type { EvaluationData } from "./evaluation-data";
import { GrowingArray } from "./growing-array";
import { KeptLabels } from "./kept-labels";
import { checkLabels, type SparseLabels } from "./labels";
import { turnedOver } from "./lists";
import type { EvaluationPlan, SectionPlan } from "./plan";

/**
 * Takes the scores and labels of a benchmark's images, some at a time, and keeps what every metric can be
 * computed from. The division into chunks makes no difference, and a chunk that is refused changes nothing.
 * Memory: 4 bytes for every score under a protocol that keeps all, otherwise 16 for every known label; and 4
 * for every place in a top list.
 */
export class EvaluationAccumulator {
  readonly #dense: DenseColumns | null;
  readonly #annotated: AnnotatedColumns | null;
  readonly #labels: KeptLabels;
  readonly #tops: { best: GrowingArray<Uint32Array>; ties: GrowingArray<Uint32Array> }[];

  constructor(readonly plan: EvaluationPlan) {
    const dense = plan.protocol.kept === "all-scores";
    this.#dense = dense ? new DenseColumns(plan.seen.length) : null;
    this.#annotated = dense ? null : new AnnotatedColumns(plan.seen.length);
    this.#tops = plan.sections.map(() => ({
      best: new GrowingArray(Uint32Array),
      ties: new GrowingArray(Uint32Array),
    }));
    this.#labels = new KeptLabels(plan.seen.length);
  }

  /**
   * Adds images by all their scores. Throws INVALID_INPUT for NaN, and for scores and labels that do not
   * match.
   */
  add(scores: Float32Array, labels: SparseLabels): void {
    if (!this.#dense) {
      this.addAnnotated(annotatedChunk(this.plan, scores, labels));
      return;
    }
    checkScores(scores, labels, this.plan.seen.length);
    this.#dense.append(scores, labels);
    this.#labels.append(labels);
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
      throw invalid(`expected as many labels as scores; got ${labels.classes.length} and ${scores.length}`);
    checkNumbers(scores, 1);
    const isWhole = ({ listLength }: SectionPlan, at: number) =>
      [top[at]?.classes, top[at]?.scores].every((list) => list?.length === images * listLength);
    if (top.length !== sections.length || !sections.every(isWhole))
      throw invalid(`expected a list of the best classes for each of ${sections.length} sections`);
    if (top.some(({ classes }) => classes.some((label) => label >= seen.length)))
      throw invalid(`a list of best classes names one beyond the ${seen.length} there are`);
    for (let image = 0; image < images; image++) {
      const [from, to] = [labels.starts[image]!, labels.starts[image + 1]!];
      this.#annotated.append(labels.classes.subarray(from, to), scores.subarray(from, to));
    }
    this.#labels.append(labels);
    this.#addTopLists(top);
  }

  /** What has been added so far, for the metrics; valid until more is added. */
  data(): EvaluationData {
    const byImage = this.#labels.positivesByImage();
    const { starts, entries } = turnedOver(byImage, this.plan.seen.length);
    return {
      plan: this.plan,
      images: this.#labels.images,
      positivesByImage: byImage,
      positivesByClass: { starts, entries },
      columns: (this.#dense ?? this.#annotated)!,
      sections: this.#tops.map(({ best, ties }) => ({ best: best.values(), ties: ties.values() })),
      annotatedByClass: this.#labels.annotatedByClass(),
    };
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
