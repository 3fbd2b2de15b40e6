import { mixedBits, mixedKey } from "./mixed-bits";

/** Which of `images` images step `step` (from 0) takes; the same for the same seed. */
export type DataOrder = (seed: number, step: number, images: number, batch: number) => number[];

/**
 * The authors' way: each batch is drawn from all images, without repetition within the batch. In an "epoch"
 * of ceil(n / batch) batches some images come twice and others not at all.
 */
export const independentDraws: DataOrder = (seed, step, images, batch) =>
  shuffledStart(mixedKey(seed, step), images, Math.min(batch, images));

/** The usual way: one shuffled order of all images after another, cut into batches across their ends. */
export const permutations: DataOrder = (seed, step, images, batch) => {
  const orders = new Map<number, number[]>();
  return Array.from({ length: batch }, (_, i) => {
    const place = step * batch + i;
    const round = Math.floor(place / images);
    const order = orders.get(round) ?? shuffledStart(mixedKey(seed, round), images, images);
    orders.set(round, order);
    return order[place % images] as number;
  });
};

/** The first `count` of the numbers below `length`, shuffled by Fisher and Yates' method. */
function shuffledStart(key: number, length: number, count: number): number[] {
  const moved = new Map<number, number>(); // where a place no longer holds its own number
  return Array.from({ length: count }, (_, place) => {
    const bits = mixedBits(key + Math.imul(place, 0x9e3779b1));
    const other = place + Math.floor((bits / 2 ** 32) * (length - place));
    const taken = moved.get(other) ?? other;
    moved.set(other, moved.get(place) ?? place);
    return taken;
  });
}
