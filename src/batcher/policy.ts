/** Who waits; the most urgent first. */
export const PRIORITIES = ["interactive", "bulk", "evaluation"] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * After so many batches in a row without an item of a priority, although one waited, the next batch begins with it: under
 * more urgent work than the lanes can do it still gets a quarter of the batches, and beside a little of it waits for none.
 */
export const PASSED_OVER = 3;

/** How many batches in a row have passed over each priority while an item of it waited. */
export type PassedOver = Readonly<Partial<Record<Priority, number>>>;

/** What the policy knows about an item; times are in milliseconds on one clock. */
export interface WaitingItem {
  /** Items of different groups never share a batch. */
  readonly group: string;
  readonly priority: Priority;
  readonly submittedAt: number;
  /** Its place among those of its priority, if owners take turns. */
  readonly turn?: number;
  /** When its result stops being useful; null for never. */
  readonly deadline: number | null;
  /** Whether it must not share a batch. */
  readonly alone?: boolean;
}

/** The limits of a batch; its latency by size is measured, or 0 where it is not known. */
export interface BatchLimits {
  readonly cap: number;
  readonly latencyMs: (size: number) => number;
  /** Its batches run on the lanes numbered below this; by default on all. */
  readonly lanes?: number;
}

/**
 * Why a batch was not larger: nothing else waited; it reached the cap; one more would have missed a deadline
 * in it; other lanes were free to take the rest; everything else that waited was of other groups or runs
 * alone.
 */
const LAUNCH_REASONS = ["ALL_WAITING", "CAP", "DEADLINE", "SHARED", "OTHER_GROUPS"] as const;
export type LaunchReason = (typeof LAUNCH_REASONS)[number];

interface BatchChoice {
  /** Places in the queue, in the order in which they run. */
  readonly take: readonly number[];
  /** Places of items whose deadline could not be met even alone. */
  readonly late: readonly number[];
  readonly reason: LaunchReason;
}

/**
 * Chooses the batch for the first free lane from everything that waits now: the most urgent item decides the
 * group, and others of its group join it in order of urgency while the cap and every deadline among them
 * allow. If more lanes are free they share what waits, because a smaller batch is done sooner. A pure
 * function: the service and the simulator run the same code.
 */
export function chooseBatch(
  waiting: readonly WaitingItem[],
  now: number,
  limitsOf: (group: string) => BatchLimits,
  freeLanes: readonly number[] = [0], // in ascending order
  passedOver: PassedOver = {},
): BatchChoice {
  const late: number[] = [];
  const inTime: number[] = [];
  for (const [place, { group, deadline }] of waiting.entries()) {
    const hopeless = deadline !== null && now + limitsOf(group).latencyMs(1) > deadline;
    (hopeless ? late : inTime).push(place);
  }
  const lanesFor = (group: string) => {
    const { lanes = Number.POSITIVE_INFINITY } = limitsOf(group);
    return freeLanes.filter((lane) => lane < lanes).length;
  };
  const ranked = byUrgency(waiting, inTime, passedOver);
  const first = ranked.find((place) => lanesFor(waiting[place]!.group) > 0);
  if (first === undefined) return { take: [], late, reason: "OTHER_GROUPS" };
  const { group, alone } = waiting[first]!;
  const limits = limitsOf(group);
  const mayJoin = (other: WaitingItem) => other.group === group && !other.alone;
  const ofGroup = alone ? [first] : ranked.filter((place) => mayJoin(waiting[place]!));
  const share = Math.ceil(ofGroup.length / lanesFor(group));
  const take: number[] = [];
  let tightest = Number.POSITIVE_INFINITY;
  for (const place of ofGroup) {
    if (take.length === limits.cap) return { take, late, reason: "CAP" };
    if (take.length === share) return { take, late, reason: "SHARED" };
    const allowed = Math.min(tightest, waiting[place]!.deadline ?? Number.POSITIVE_INFINITY);
    if (now + limits.latencyMs(take.length + 1) > allowed) return { take, late, reason: "DEADLINE" };
    tightest = allowed;
    take.push(place);
  }
  return { take, late, reason: ofGroup.length < ranked.length ? "OTHER_GROUPS" : "ALL_WAITING" };
}

/** Places, the most urgent first; of one priority in turn, and among equals the earliest. */
function byUrgency(
  waiting: readonly WaitingItem[],
  places: readonly number[],
  passedOver: PassedOver,
): number[] {
  const levels = PRIORITIES.map((priority, level) =>
    (passedOver[priority] ?? 0) < PASSED_OVER ? level : level - PRIORITIES.length,
  );
  return places
    .map((place) => {
      const { priority, submittedAt, turn = 0 } = waiting[place]!;
      return { place, level: levels[PRIORITIES.indexOf(priority)]!, submittedAt, turn };
    })
    .sort(
      (a, b) => a.level - b.level || a.turn - b.turn || a.submittedAt - b.submittedAt || a.place - b.place,
    )
    .map(({ place }) => place);
}

/** The count after a batch of `taken` was begun and `left` went on waiting. */
export function passOver(
  before: PassedOver,
  taken: readonly Pick<WaitingItem, "priority">[],
  left: readonly Pick<WaitingItem, "priority">[],
): PassedOver {
  const hasBegun = new Set(taken.map(({ priority }) => priority));
  const waits = new Set(left.map(({ priority }) => priority));
  const after: Partial<Record<Priority, number>> = {};
  for (const priority of PRIORITIES)
    if (waits.has(priority) && !hasBegun.has(priority)) after[priority] = (before[priority] ?? 0) + 1;
  return after;
}
