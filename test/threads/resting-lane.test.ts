import path from "node:path";
import { createLane, type Lane } from "../../src/threads/lane";
import { restingLane } from "../../src/threads/resting-lane";
import type { FailingTasks } from "../helpers/failing-tasks";

const WORKER = path.resolve(__dirname, "../helpers/failing-worker");
const IDLE_MS = 60_000;
const echo = (lane: Lane<FailingTasks>, text: string) =>
  lane.call("echo", () => ({ value: text, transfer: [] }));

let log: string[];
let lane: Lane<FailingTasks>;
let rests: number;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask", "performance"] });
  log = [];
  rests = 0;
  const own = createLane<FailingTasks>("resting", WORKER, (line) => log.push(line));
  const counted = {
    ...own,
    rest: () => {
      rests++;
      return own.rest();
    },
  };
  lane = restingLane(counted, IDLE_MS);
});
afterEach(async () => {
  await lane.close();
  jest.useRealTimers();
});

it("a lane rests once it has had nothing to do for so long, counted from its last task", async () => {
  await echo(lane, "first");
  jest.advanceTimersByTime(IDLE_MS - 1);
  expect(rests).toBe(0);
  expect(await echo(lane, "second")).toBe("second");
  jest.advanceTimersByTime(IDLE_MS - 1);
  expect(rests).toBe(0);
  jest.advanceTimersByTime(1);
  expect(rests).toBe(1);
});

it("a lane counts the time that it has something to do, and none while it rests", async () => {
  expect(lane.stats().busyMs).toBe(0);
  await echo(lane, "first");
  const { busyMs } = lane.stats();
  expect(busyMs).toBeGreaterThan(0);
  expect(lane.stats().busyMs).toBe(busyMs);
});

it("a lane that rests is idle, not down, and starts again without counting or logging a restart", async () => {
  await echo(lane, "first");
  jest.advanceTimersByTime(IDLE_MS);
  expect(await echo(lane, "again")).toBe("again");
  expect(lane.stats()).toMatchObject({ state: "idle", restarts: 0 });
  expect(log).toEqual([]);
});

it("a lane that is closed does not rest later", async () => {
  await echo(lane, "first");
  await lane.close();
  jest.advanceTimersByTime(2 * IDLE_MS);
  expect(rests).toBe(0);
});
