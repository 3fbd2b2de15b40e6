import { completeWork, endWork, recordProgress, reopenWork } from "../../../src/storage/work/change-work";
import { readWorkEvents } from "../../../src/storage/work/work-events";
import { findWork } from "../../../src/storage/work/work-rows";
import type { WorkState } from "../../../src/storage/work/work-states";
import {
  beginEvaluation,
  storeEvaluation,
  storeFeatureSet,
} from "../../helpers/evaluations/stored-evaluations";
import { storedModel } from "../../helpers/models/stored-model";

const STATES: readonly WorkState[] = ["QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"];

describe("work", () => {
  const stored = storedModel(0);
  let set: Awaited<ReturnType<typeof storeFeatureSet>>;
  beforeAll(async () => {
    set = await storeFeatureSet(stored(), { name: "few", count: 5 });
  });
  const accepted = async (state: WorkState = "QUEUED") => {
    const { id } = await storeEvaluation(stored(), set, 5);
    await stored().db.prisma.work.update({ where: { id }, data: { state } });
    return id;
  };
  const stateOf = async (id: string) => (await findWork(stored().db, [id]))[0]?.state;

  it.each<[WorkState, (id: string) => Promise<unknown>, WorkState[]]>([
    ["RUNNING", (id) => beginEvaluation(stored().db, id), ["QUEUED", "RUNNING"]],
    ["COMPLETED", (id) => completeWork(stored().db, id), ["QUEUED", "RUNNING"]],
    ["FAILED", (id) => endWork(stored().db, id, "FAILED", "why"), ["QUEUED", "RUNNING"]],
    ["CANCELLED", (id) => endWork(stored().db, id, "CANCELLED", null), ["QUEUED", "RUNNING"]],
    ["QUEUED", (id) => reopenWork(stored().db, "EVALUATION", id, "caller"), ["FAILED", "CANCELLED"]],
  ])("becomes %s only from the states that lead there, with one event", async (to, change, from) => {
    const { db } = stored();
    for (const state of STATES) {
      const id = await accepted(state);
      await change(id);
      const leads = from.includes(state);
      expect(await stateOf(id)).toBe(leads ? to : state);
      const events = await readWorkEvents(db, id, 1, 10);
      expect(events.map((event) => [event.sequence, event.state])).toEqual(leads ? [[2, to]] : []);
    }
  });

  it("is ended by one of two who end it at once", async () => {
    const { db } = stored();
    const id = await accepted("RUNNING");
    const ends = await Promise.all(
      Array.from({ length: 8 }, (_, n) => endWork(db, id, n % 2 ? "CANCELLED" : "FAILED", `${n}`)),
    );
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await readWorkEvents(db, id, 0, 10)).toHaveLength(2);
  });

  it("keeps what a step does not mention, and forgets why it failed when it is taken up again", async () => {
    const { db } = stored();
    const id = await accepted("RUNNING");
    await recordProgress(db, id, { phase: "MEASURING", done: 2, detail: { imagesPerSecond: 4 } });
    await recordProgress(db, id, { done: 3 });
    await endWork(db, id, "FAILED", "why");
    expect((await findWork(db, [id]))[0]).toMatchObject({ errorMessage: "why", done: 3 });
    expect((await findWork(db, [id]))[0]?.finishedAt).not.toBeNull();
    await reopenWork(db, "EVALUATION", id, "caller");
    expect((await findWork(db, [id]))[0]).toMatchObject({
      ...{ state: "QUEUED", errorMessage: null, finishedAt: null, done: 3, phase: "MEASURING", total: 5 },
      detail: { imagesPerSecond: 4 },
    });
  });
});
