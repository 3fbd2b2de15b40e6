import path from "node:path";
import { createLane, type Lane } from "../../src/threads/lane";
import type { FailingTasks } from "../helpers/failing-tasks";

const WORKER = path.resolve(__dirname, "../helpers/failing-worker");
const NAMED = "DataCloneError: This object is not to be moved.";

let log: string[];
let lane: Lane<FailingTasks>;

beforeEach(() => {
  log = [];
  lane = createLane("failing", WORKER, (line) => log.push(line));
});
afterEach(() => lane.close());

const nothing = () => ({ value: null, transfer: [] });

it("an answer that cannot be sent fails its task, with name and message, and the thread goes on", async () => {
  await expect(lane.call("answerFunction", nothing)).rejects.toMatchObject({
    name: "DataCloneError",
    message: expect.stringContaining("could not be cloned"),
  });
  expect(await lane.call("echo", () => ({ value: "still here", transfer: [] }))).toBe("still here");
  expect(lane.stats().restarts).toBe(0);
  expect(log).toEqual([]);
});

it("an error that ends a thread appears by name and message in the answer, its cause, and the log", async () => {
  await expect(lane.call("throwOutside", nothing)).rejects.toMatchObject({
    code: "LANE_FAILED",
    message: expect.stringContaining(NAMED),
    cause: { message: NAMED },
  });
  expect(log).toEqual([`The failing thread ended: ${NAMED}`, `The failing thread ended: ${NAMED}`]);
});

it("a thread that is told to end is not logged", async () => {
  await lane.call("echo", () => ({ value: "", transfer: [] }));
  await lane.rest();
  await lane.close();
  expect(log).toEqual([]);
});
