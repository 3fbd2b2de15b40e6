import type { EvaluationData, SectionData } from "../scores/evaluation-data";

/**
 * What the authors' Open Images program calls the AP of a class: it confuses rows with columns, so that the
 * AP is over every known label of every image in which the class's own is known. NaN where none of them is
 * +1. Offered to reproduce published figures only.
 */
export function pooledAveragePrecisions(
  data: EvaluationData,
  { counts, plan: { classes } }: SectionData,
): Float64Array {
  const pairs = knownPairs(data, counts, classes);
  const order = descending(pairs.scores);
  const size = data.plan.seen.length;
  const [ranked, found] = [new Float64Array(size), new Float64Array(size)]; // of each class's pool so far
  const [foundHere, sums] = [new Float64Array(size), new Float64Array(size)];
  for (let start = 0; start < order.length; ) {
    let end = start;
    const score = pairs.scores[order[start]!]!;
    for (; end < order.length && pairs.scores[order[end]!] === score; end++) {
      const pair = order[end]!;
      const isPositive = pairs.isPositive[pair]!;
      eachClass(pairs, pair, (label) => {
        ranked[label]!++;
        foundHere[label]! += isPositive;
      });
    }
    for (let place = start; place < end; place++)
      eachClass(pairs, order[place]!, (label) => {
        const here = foundHere[label]!;
        if (here === 0) return; // none, or already done for this score
        found[label]! += here;
        sums[label]! += (here * found[label]!) / ranked[label]!;
        foundHere[label] = 0;
      });
    start = end;
  }
  return Float64Array.from(classes, (label) => sums[label]! / found[label]!);
}

interface Pairs {
  readonly scores: Float32Array;
  readonly isPositive: Uint8Array;
  readonly images: Uint32Array;
  /** The classes known in each image. */
  readonly known: readonly (readonly number[])[];
}

function eachClass({ images, known }: Pairs, pair: number, visit: (label: number) => void): void {
  for (const label of known[images[pair]!]!) visit(label);
}

function knownPairs(
  { columns, images: count, positivesByImage }: EvaluationData,
  counts: Uint8Array | null,
  classes: Uint32Array,
): Pairs {
  const known: number[][] = Array.from({ length: count }, () => []);
  const [scores, images, isPositive]: number[][] = [[], [], []];
  const { starts, entries } = positivesByImage;
  for (const label of classes) {
    for (const piece of columns.column(label)) {
      for (let place = piece.from; place < piece.to; place++) {
        const image = piece.images ? piece.images[place]! : piece.firstImage + place - piece.from;
        const score = piece.scores[place]!;
        if (Number.isNaN(score) || counts?.[image] === 0) continue;
        known[image]!.push(label);
        scores!.push(score);
        images!.push(image);
        isPositive!.push(entries.subarray(starts[image], starts[image + 1]).includes(label) ? 1 : 0);
      }
    }
  }
  return {
    known,
    scores: Float32Array.from(scores!),
    images: Uint32Array.from(images!),
    isPositive: Uint8Array.from(isPositive!),
  };
}

function descending(scores: Float32Array): Uint32Array {
  return new Uint32Array(scores.length).map((_, place) => place).sort((a, b) => scores[b]! - scores[a]!);
}
