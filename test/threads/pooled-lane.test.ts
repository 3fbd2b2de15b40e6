import path from "node:path";
import { createLane, type Lane } from "../../src/threads/lane";
import { pooledLane } from "../../src/threads/pooled-lane";
import type { FailingTasks } from "../helpers/failing-tasks";

const WORKER = path.resolve(__dirname, "../helpers/failing-worker");
const echo = (lane: Lane<FailingTasks>, text: string) =>
  lane.call("echo", () => ({ value: text, transfer: [] }));

let first: Lane<FailingTasks>;
let second: Lane<FailingTasks>;
let pool: Lane<FailingTasks>;

beforeEach(() => {
  first = createLane<FailingTasks>("pool", WORKER);
  second = createLane<FailingTasks>("pool", WORKER);
  pool = pooledLane([first, second]);
});
afterEach(() => pool.close());

it("uses its first thread alone while that has nothing else to do", async () => {
  await echo(pool, "one");
  await echo(pool, "two");
  expect([first.stats().calls, second.stats().calls]).toEqual([2, 0]);
});

it("gives each thread as much as the others when there is more to do, and counts it together", async () => {
  const answers = Array.from({ length: 6 }, (_, i) => echo(pool, String(i)));
  expect(pool.stats()).toMatchObject({ name: "pool", state: "busy", threads: 2, calls: 6, restarts: 0 });
  expect(await Promise.all(answers)).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect([first.stats().calls, second.stats().calls]).toEqual([3, 3]);
  expect(pool.stats().state).toBe("idle");
});

it("goes on by its other threads when one fails a task", async () => {
  const failed = pool.call("throwOutside", () => ({ value: null, transfer: [] }));
  expect(await echo(pool, "other")).toBe("other");
  await expect(failed).rejects.toMatchObject({ code: "LANE_FAILED" });
});

it("is closed with all of its threads", async () => {
  await pool.close();
  expect([first, second, pool].map((lane) => lane.stats().state)).toEqual(["closed", "closed", "closed"]);
  await expect(echo(pool, "late")).rejects.toMatchObject({ code: "CANCELLED" });
});
