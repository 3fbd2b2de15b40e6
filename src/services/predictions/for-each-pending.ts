import type { Database } from "../../storage/database/database";
import { type PendingPrediction, pendingPredictions } from "../../storage/predictions/predictions";

/** Images of one batch worked on at once: some are read, some encoded or scored, some stored. */
const IN_FLIGHT = 64;
/** Begun together, so that what is read of them is read together. */
const BEGUN_TOGETHER = 16;
const PER_READ = 8 * BEGUN_TOGETHER;

/** Works on every pending prediction of a batch in order, a bounded number at once, until `goOn` says no. Throws the first failure. */
export async function forEachPending(
  db: Database,
  batchId: string,
  goOn: () => boolean,
  work: (prediction: PendingPrediction) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const begin = (prediction: PendingPrediction) => {
    const one = work(prediction)
      .catch((error: unknown) => failures.push(error))
      .then(() => {
        underWay.delete(one);
      });
    underWay.add(one);
  };
  let position = -1;
  while (position !== Number.POSITIVE_INFINITY && goOn()) {
    const read = await pendingPredictions(db, batchId, position, PER_READ);
    position = read.length < PER_READ ? Number.POSITIVE_INFINITY : read.at(-1)!.position;
    for (let start = 0; start < read.length; start += BEGUN_TOGETHER) {
      while (underWay.size > IN_FLIGHT - BEGUN_TOGETHER) await Promise.race(underWay);
      if (!goOn() || failures.length > 0) break;
      for (const prediction of read.slice(start, start + BEGUN_TOGETHER)) begin(prediction);
    }
    if (failures.length > 0) break;
  }
  // Nothing of this run may still be in progress when the job is tried again.
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}
