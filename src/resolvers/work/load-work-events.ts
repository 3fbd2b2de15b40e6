import type { Database } from "../../storage/database/database";
import { readEventsOfEach, type WorkEventRow } from "../../storage/work/work-events";
import { groupBy } from "../group-by";

/** Some events of work. */
export interface WorkEventsKey {
  readonly workId: string;
  readonly afterSequence: number;
  readonly first: number;
}

/** Events of works, those for the same arguments read together. */
export async function loadWorkEvents(
  db: Database,
  keys: readonly WorkEventsKey[],
): Promise<WorkEventRow[][]> {
  const found: WorkEventRow[][] = new Array(keys.length);
  const places = groupBy(keys.keys(), (place) => `${keys[place]!.afterSequence} ${keys[place]!.first}`);
  for (const own of places.values()) {
    const { afterSequence, first } = keys[own[0]!]!;
    const ids = new Set(own.map((place) => keys[place]!.workId));
    const events = await readEventsOfEach(db, [...ids], afterSequence, first);
    const byWork = groupBy(events, ({ workId }) => workId);
    for (const place of own) found[place] = byWork.get(keys[place]!.workId) ?? [];
  }
  return found;
}
