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

/** A batch with somebody who waits for it may take so many times as long as with only those who do. */
const SLOWER_FOR_OTHERS = 2;

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
  /** Whether earlier work on it is done: it goes before those of its priority that are not begun. */
  readonly begun?: boolean;
}

/** The limits of a batch; its latency by size is measured, or 0 where it is not known. */
export interface BatchLimits {
  readonly cap: number;
  readonly latencyMs: (size: number) => number;
  /** Its batches run on the lanes numbered below this; by default on all, and with 0 it waits. */
  readonly lanes?: number;
  /** An item on all these lanes together, where that is faster than on one. */
  readonly wide?: WideLimits;
  /** How long a batch of those that wait is held back for what is coming; by default not. */
  readonly holdMs?: (waiting: readonly WaitingItem[], now: number) => number;
}

/**
 * How long an item takes on all lanes, and how many may wait for each of them to run so, one after another, if somebody
 * waits for one of them; otherwise only an item that is alone does.
 */
interface WideLimits {
  readonly ms: number;
  readonly upTo: number;
}

/**
 * Why a batch was not larger: nothing else waited; it reached the cap; one more would have missed a deadline
 * in it; more patient items would have kept a caller waiting; other lanes were free to take the rest; everything else
 * that waited was of other groups or runs alone; one item took all lanes.
 */
const LAUNCH_REASONS = [
  "ALL_WAITING",
  "CAP",
  "DEADLINE",
  "URGENT",
  "SHARED",
  "OTHER_GROUPS",
  "WIDE",
] as const;
export type LaunchReason = (typeof LAUNCH_REASONS)[number];

interface BatchChoice {
  /** Places in the queue, in the order in which they run. */
  readonly take: readonly number[];
  /** Places of items whose deadline could not be met even alone. */
  readonly late: readonly number[];
  readonly reason: LaunchReason;
  /** Whether it takes all lanes of its group, which are free. */
  readonly isWide: boolean;
  /** When nothing is taken: how long what waits is held back, if it is. */
  readonly holdMs: number | null;
}

/**
 * Chooses the batch for the first free lane from everything that waits now: the most urgent item decides the
 * group, and others of its group join it in order of urgency while the cap and every deadline among them
 * allow; the more patient join a caller who waits only while that does not keep the caller much longer. If more lanes are free they share what waits, because a smaller batch is done sooner; while little waits and
 * all are free, an item takes them all, where that is faster. A pure function: the service and the simulator run the
 * same code.
 */
export function chooseBatch(
  waiting: readonly WaitingItem[],
  now: number,
  limitsOf: (group: string) => BatchLimits,
  freeLanes: readonly number[] = [0], // in ascending order
  passedOver: PassedOver = {},
): BatchChoice {
  const lanesFor = perGroup((group) => {
    const { lanes = Number.POSITIVE_INFINITY } = limitsOf(group);
    return freeLanes.filter((lane) => lane < lanes).length;
  });
  const isUrgent = waiting.some(({ priority }) => priority === "interactive");
  /** How long an item takes on all lanes, if they are free and that is better for all that wait. */
  const wideMsOf = (group: string) => {
    const { lanes, wide } = limitsOf(group);
    const most = isUrgent ? (wide?.upTo ?? 0) : 1;
    return wide && waiting.length <= most && lanesFor(group) === lanes ? wide.ms : undefined;
  };
  const late: number[] = [];
  const inTime: number[] = [];
  for (const [place, { group, deadline }] of waiting.entries()) {
    const isHopeless = () => now + (wideMsOf(group) ?? limitsOf(group).latencyMs(1)) > deadline!;
    (deadline !== null && isHopeless() ? late : inTime).push(place);
  }
  const ranked = byUrgency(waiting, inTime, passedOver);
  const sharing = (group: string) =>
    ranked.filter((place) => waiting[place]!.group === group && !waiting[place]!.alone);
  const holdOf = perGroup((group) => {
    const { holdMs } = limitsOf(group);
    return holdMs?.(
      sharing(group).map((place) => waiting[place]!),
      now,
    );
  });
  const candidates = ranked.filter((place) => lanesFor(waiting[place]!.group) > 0);
  const first = candidates.find((place) => waiting[place]!.alone || holdOf(waiting[place]!.group) === 0);
  const none = { take: [], late, reason: "OTHER_GROUPS", isWide: false } as const;
  if (first === undefined) {
    const holds = candidates.map((place) => holdOf(waiting[place]!.group));
    return { ...none, holdMs: holds.length > 0 ? Math.min(...holds) : null };
  }
  const { group, alone } = waiting[first]!;
  if (wideMsOf(group) !== undefined) {
    const reason = ranked.length === 1 ? "ALL_WAITING" : "WIDE";
    return { take: [first], late, reason, isWide: true, holdMs: null };
  }
  const limits = limitsOf(group);
  const ofGroup = alone ? [first] : sharing(group);
  const share = Math.ceil(ofGroup.length / lanesFor(group));
  const urgent = ofGroup.filter((place) => waiting[place]!.priority === "interactive").length;
  const soonEnoughMs =
    waiting[first]!.priority === "interactive" ? SLOWER_FOR_OTHERS * limits.latencyMs(urgent) : Infinity;
  const take: number[] = [];
  const chosen = (reason: LaunchReason): BatchChoice => ({ take, late, reason, isWide: false, holdMs: null });
  let tightest = Number.POSITIVE_INFINITY;
  for (const place of ofGroup) {
    if (take.length === limits.cap) return chosen("CAP");
    if (take.length === share) return chosen("SHARED");
    const allowed = Math.min(tightest, waiting[place]!.deadline ?? Number.POSITIVE_INFINITY);
    if (now + limits.latencyMs(take.length + 1) > allowed) return chosen("DEADLINE");
    if (take.length >= urgent && limits.latencyMs(take.length + 1) > soonEnoughMs) return chosen("URGENT");
    tightest = allowed;
    take.push(place);
  }
  return chosen(ofGroup.length < ranked.length ? "OTHER_GROUPS" : "ALL_WAITING");
}

/** A number for each group, worked out once. */
function perGroup(of: (group: string) => number | undefined): (group: string) => number {
  const known = new Map<string, number>();
  return (group) => {
    const value = known.get(group) ?? of(group) ?? 0;
    known.set(group, value);
    return value;
  };
}

/** Places, the most urgent first; of one priority those begun, then in turn, and among equals the earliest. */
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
      const { priority, submittedAt, turn = 0, begun = false } = waiting[place]!;
      const level = levels[PRIORITIES.indexOf(priority)]!;
      return { place, level, begun: begun ? 0 : 1, turn, submittedAt };
    })
    .sort(
      (a, b) =>
        a.level - b.level ||
        a.begun - b.begun ||
        a.turn - b.turn ||
        a.submittedAt - b.submittedAt ||
        a.place - b.place,
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
