import type { WorkState } from "../generated/client";

export type { WorkState };

/**
 * The life of work, of whatever kind.
 *
 * QUEUED    It is accepted: stored with its first event and its job in one transaction, before anybody is told. No
 *           host has begun it, or it was resumed and none has taken it up again.
 * RUNNING   A host has begun it, and has fixed what its result depends on (precision, provider, threads). What is done
 *           is stored as it is done. A host that stops or dies leaves it RUNNING; the one that takes it up goes on
 *           behind what is stored, and tells of that by another event of RUNNING.
 * COMPLETED Its result is stored, in one transaction with this state. It changes no more. Work that waits for nothing
 *           is completed without having run: a batch whose images were all deleted.
 * FAILED    It was given up, and `errorMessage` says why.
 * CANCELLED Somebody ended it. Whoever works on it notices at the next thing they store, and stops.
 *
 * FAILED and CANCELLED keep what was done; kinds that can go on from it may be resumed (QUEUED again). Each change is
 * one statement with its event, whose number is raised under the row's lock: so numbers have no gaps, and of two who
 * change it at once the second finds the state that the first has left.
 */
const FROM: Readonly<Record<WorkState, readonly WorkState[]>> = {
  QUEUED: ["FAILED", "CANCELLED"],
  RUNNING: ["QUEUED", "RUNNING"],
  COMPLETED: ["QUEUED", "RUNNING"],
  FAILED: ["QUEUED", "RUNNING"],
  CANCELLED: ["QUEUED", "RUNNING"],
};

/** The states from which there is a way to this one. */
export const statesBefore = (state: WorkState): readonly WorkState[] => FROM[state];

/** Whether work in this state goes on no more, unless it is resumed. */
export const hasEnded = (state: WorkState): boolean => state !== "QUEUED" && state !== "RUNNING";
