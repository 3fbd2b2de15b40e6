import type { WorkState } from "../generated/client";

export type { WorkState };

/**
 * The life of work of any kind.
 *
 * QUEUED    It is accepted: stored with its first event and its job in one transaction, before anybody is told. No
 *           host has begun it, or it was resumed and none has taken it up again.
 * RUNNING   A host has begun it, and has fixed what its result depends on (precision, provider, threads). Results
 *           are stored as they are made. A host that stops or dies leaves it RUNNING; the one that takes it up goes on
 *           after what is stored, and says so by another RUNNING event.
 * COMPLETED Its result is stored, in one transaction with this state. It never changes again. Work that waits for nothing
 *           is completed without having run, such as a batch whose images were all deleted.
 * FAILED    It was given up, and `errorMessage` says why.
 * CANCELLED A caller ended it. The host that works on it notices the next time it stores something, and stops.
 *
 * FAILED and CANCELLED keep what was done; kinds that can go on from it may be resumed (QUEUED again). Each change is
 * one statement with its event, whose number is raised under the row's lock: so numbers have no gaps, and of two that
 * change it at once the second finds the state that the first one set.
 */
const FROM: Readonly<Record<WorkState, readonly WorkState[]>> = {
  QUEUED: ["FAILED", "CANCELLED"],
  RUNNING: ["QUEUED", "RUNNING"],
  COMPLETED: ["QUEUED", "RUNNING"],
  FAILED: ["QUEUED", "RUNNING"],
  CANCELLED: ["QUEUED", "RUNNING"],
};

/** The states from which this one can be reached. */
export const statesBefore = (state: WorkState): readonly WorkState[] => FROM[state];

/** Whether work in this state has ended, unless it is resumed. */
export const hasEnded = (state: WorkState): boolean => state !== "QUEUED" && state !== "RUNNING";
