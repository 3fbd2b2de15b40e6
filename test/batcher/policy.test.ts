import {
  chooseBatch,
  PASSED_OVER,
  type PassedOver,
  type Priority,
  passOver,
  type WaitingItem,
} from "../../src/batcher/policy";

const item = (given: Partial<WaitingItem> = {}): WaitingItem => ({
  group: "a",
  priority: "bulk",
  submittedAt: 0,
  deadline: null,
  ...given,
});
const asFastTogether = () => ({ cap: 8, latencyMs: () => 10 });
const linear = (cap: number) => () => ({ cap, latencyMs: (size: number) => 10 * size });

describe("the choice of a batch", () => {
  it("takes everything that waits, in order of arrival", () => {
    const waiting = [item({ submittedAt: 2 }), item({ submittedAt: 1 }), item({ submittedAt: 3 })];
    expect(chooseBatch(waiting, 5, linear(8))).toMatchObject({
      take: [1, 0, 2],
      late: [],
      reason: "ALL_WAITING",
    });
  });

  it("stops at the cap, and says so only if more of the group waited", () => {
    const three = [item(), item(), item()];
    expect(chooseBatch(three, 0, linear(2))).toMatchObject({ take: [0, 1], reason: "CAP" });
    expect(chooseBatch(three, 0, linear(3))).toMatchObject({ take: [0, 1, 2], reason: "ALL_WAITING" });
  });

  it("mixes no groups: the most urgent item decides which is next", () => {
    const waiting = [
      item({ group: "b", submittedAt: 1 }),
      item({ submittedAt: 0 }),
      item({ submittedAt: 2 }),
    ];
    expect(chooseBatch(waiting, 3, linear(8))).toMatchObject({
      take: [1, 2],
      late: [],
      reason: "OTHER_GROUPS",
    });
  });

  it("never lets an item that must run alone share a batch, whether it comes first or not", () => {
    const waiting = [item(), item({ alone: true, submittedAt: 1 }), item({ submittedAt: 2 })];
    expect(chooseBatch(waiting, 3, linear(8))).toMatchObject({
      take: [0, 2],
      late: [],
      reason: "OTHER_GROUPS",
    });
    expect(chooseBatch(waiting.slice(1), 3, linear(8)).take).toEqual([0]);
    expect(chooseBatch(waiting.slice(1, 2), 3, linear(8)).reason).toBe("ALL_WAITING");
  });

  it("puts interactive before bulk before evaluation, whichever arrived first", () => {
    const order: Priority[] = ["evaluation", "bulk", "interactive"];
    const waiting = order.map((priority, submittedAt) => item({ priority, submittedAt }));
    expect(chooseBatch(waiting, 3, asFastTogether).take).toEqual([2, 1, 0]);
  });

  it("lets patient items join a caller who waits only while the batch takes no more than twice as long", () => {
    const caller = item({ priority: "interactive" });
    const patient = new Array(30).fill(item());
    const limitsOf = () => ({ cap: 32, latencyMs: (size: number) => 25 + 5 * size });
    expect(chooseBatch([...patient, caller], 0, limitsOf)).toMatchObject({
      take: [30, 0, 1, 2, 3, 4, 5], // 60 ms, where the caller's own batch would be 30
      reason: "URGENT",
    });
    expect(chooseBatch([...patient, caller, caller], 0, limitsOf).take).toHaveLength(9); // 70 of 35 ms
    expect(chooseBatch(patient, 0, limitsOf).take).toHaveLength(30);
  });

  it("lets nothing starve: of more urgent work without end, each fourth batch is left to what waits behind it", () => {
    let passed: PassedOver = {};
    const urgent = item({ priority: "interactive", submittedAt: 9 });
    const waiting = [urgent, item(), item({ priority: "evaluation" })];
    const order = Array.from({ length: 8 }, () => {
      const { take } = chooseBatch(waiting, 10, linear(1), [0], passed);
      const taken = take.map((place) => waiting[place]!);
      passed = passOver(passed, taken, waiting); // the next of each kind waits already
      return taken[0]!.priority;
    });
    const due = ["bulk", "evaluation"];
    expect(order).toEqual([
      ...new Array(PASSED_OVER).fill("interactive"),
      ...due,
      "interactive",
      "interactive",
      "bulk",
    ]);
  });

  it("lets a newcomer of more urgent work wait for no batch, however long others have waited", () => {
    const waiting = [
      ...Array.from({ length: 50 }, () => item()),
      item({ priority: "interactive", submittedAt: 60_000 }),
    ];
    expect(chooseBatch(waiting, 60_000, linear(1)).take).toEqual([50]);
  });

  it("takes those of one priority in turn", () => {
    const waiting = [
      item({ turn: 2 }),
      item({ turn: 3 }),
      item({ turn: 2, submittedAt: 1 }),
      item({ turn: 1, submittedAt: 2 }),
    ];
    expect(chooseBatch(waiting, 5, linear(8)).take).toEqual([3, 0, 2, 1]);
  });

  it("grows only while every deadline in the batch is met: 3 items of 10 ms fit 35 ms", () => {
    const waiting = [item({ deadline: 35 }), item(), item(), item()];
    expect(chooseBatch(waiting, 0, linear(8))).toMatchObject({
      take: [0, 1, 2],
      late: [],
      reason: "DEADLINE",
    });
  });

  it("does not let a newcomer with a tight deadline into a batch that would miss it", () => {
    const waiting = [item(), item(), item({ submittedAt: 1, deadline: 25 })];
    expect(chooseBatch(waiting, 1, linear(8))).toMatchObject({ take: [0, 1], reason: "DEADLINE" });
  });

  it("leaves other free lanes their share, rounded up for the first", () => {
    const five = Array.from({ length: 5 }, () => item());
    expect(chooseBatch(five, 0, linear(8), [0, 2])).toMatchObject({ take: [0, 1, 2], reason: "SHARED" });
    expect(chooseBatch(five, 0, linear(2), [0, 2])).toMatchObject({ take: [0, 1], reason: "CAP" });
  });

  it("passes over groups that may not run on any free lane", () => {
    const limitsOf = (group: string) => ({ ...linear(8)(), lanes: group === "a" ? 1 : 2 });
    const waiting = [item(), item({ group: "b", submittedAt: 1 })];
    expect(chooseBatch(waiting, 2, limitsOf, [1])).toMatchObject({ take: [1], reason: "OTHER_GROUPS" });
    expect(chooseBatch([item()], 2, limitsOf, [1])).toMatchObject({ take: [], late: [] });
  });

  it("takes all lanes for an item while few wait, where that is faster", () => {
    const limitsOf = () => ({ ...linear(8)(), lanes: 2, wide: { ms: 6, upTo: 2 } });
    expect(chooseBatch([item()], 0, limitsOf, [0, 1])).toMatchObject({ take: [0], isWide: true });
    expect(chooseBatch([item()], 0, limitsOf, [1])).toMatchObject({ take: [0], isWide: false });
    const crowd = (count: number) =>
      chooseBatch(new Array(count).fill(item({ priority: "interactive" })), 0, limitsOf, [0, 1]);
    expect(crowd(2)).toMatchObject({ take: [0], isWide: true, reason: "WIDE" });
    expect(crowd(3)).toMatchObject({ take: [0, 1], isWide: false, reason: "SHARED" });
    const patient = [item(), item()];
    expect(chooseBatch(patient, 0, limitsOf, [0, 1])).toMatchObject({ isWide: false, reason: "SHARED" });
    expect(chooseBatch([item()], 0, linear(8), [0, 1])).toMatchObject({ take: [0], isWide: false });
    // A deadline that only all lanes can meet.
    const hurried = item({ deadline: 7 });
    expect(chooseBatch([hurried], 0, limitsOf, [0, 1])).toMatchObject({ take: [0], late: [] });
    expect(chooseBatch([hurried], 0, limitsOf, [1])).toMatchObject({ take: [], late: [0] });
  });

  it("finishes what is begun before it begins more of its priority", () => {
    const waiting = [
      item(),
      item({ submittedAt: 1, turn: 3, begun: true }),
      item({ priority: "interactive" }),
    ];
    expect(chooseBatch(waiting, 2, asFastTogether).take).toEqual([2, 1, 0]);
  });

  it("holds a group back while it says so, but none of the others, and nothing that runs alone", () => {
    const holding = (group: string) => ({
      ...linear(8)(),
      holdMs: (waiting: readonly WaitingItem[]) => (group === "a" && waiting.length < 2 ? 30 : 0),
    });
    expect(chooseBatch([item()], 0, holding)).toMatchObject({ take: [], late: [], holdMs: 30 });
    expect(chooseBatch([item(), item()], 0, holding)).toMatchObject({ take: [0, 1], holdMs: null });
    expect(chooseBatch([item(), item({ group: "b" })], 0, holding)).toMatchObject({ take: [1] });
    expect(chooseBatch([item({ alone: true })], 0, holding)).toMatchObject({ take: [0] });
  });

  it("takes nothing of a group that has no lanes for now", () => {
    const limitsOf = () => ({ ...linear(8)(), lanes: 0 });
    expect(chooseBatch([item()], 0, limitsOf)).toMatchObject({ take: [], late: [], holdMs: null });
  });

  it("names items that cannot meet their deadline even alone, and runs the others without them", () => {
    const waiting = [item({ deadline: 9 }), item({ deadline: 10 })];
    expect(chooseBatch(waiting, 0, linear(8))).toMatchObject({ take: [1], late: [0], reason: "ALL_WAITING" });
    expect(chooseBatch([item({ deadline: 9 })], 0, linear(8))).toMatchObject({ take: [], late: [0] });
  });
});
