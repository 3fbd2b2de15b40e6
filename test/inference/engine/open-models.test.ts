import path from "node:path";
import { createOpenModels } from "../../../src/inference/engine/open-models";
import { createEncodeLimits } from "../../../src/inference/queues/encode-limits";
import { createScoreLimits } from "../../../src/inference/queues/score-limits";
import { createLane } from "../../../src/threads/lane";

const IDLE_MS = 600_000;
const plan = {
  encode: {
    provider: "cpu",
    layout: { lanes: 1, threads: 1, precision: "float32", memoryThreads: null },
    segments: [{ bound: "compute", points: [], wideMs: null }],
  },
  score: { few: [], many: [] },
} as const;

describe("the models that are open", () => {
  const score = createLane<never>("score", path.join(__dirname, "no-such-worker"));
  const lanes = { score, encode: { all: () => [] } };
  let closed: string[];
  let use: (key: string) => void;
  beforeEach(() => {
    jest.useFakeTimers();
    closed = [];
    const limits = { encode: createEncodeLimits(8), score: createScoreLimits(8) };
    const open = createOpenModels({ capacity: 2, idleMs: IDLE_MS }, lanes, limits, (key) => closed.push(key));
    use = (key) => open.use(key, plan);
  });
  afterEach(() => jest.useRealTimers());

  it("are the two used last", () => {
    for (const key of ["a", "b", "a", "c"]) use(key);
    expect(closed).toEqual(["b"]);
  });

  it("are only the one used last once the other has not been used for ten minutes", () => {
    use("a");
    use("b");
    jest.advanceTimersByTime(IDLE_MS - 1);
    expect(closed).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(closed).toEqual(["a"]);
    jest.advanceTimersByTime(10 * IDLE_MS);
    expect(closed).toEqual(["a"]);
  });

  it("begin their ten minutes again with each use, and are closed when another one takes over", () => {
    use("a");
    jest.advanceTimersByTime(3 * IDLE_MS);
    use("b");
    jest.advanceTimersByTime(IDLE_MS - 1);
    use("a");
    use("b");
    jest.advanceTimersByTime(IDLE_MS - 1);
    expect(closed).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(closed).toEqual(["a"]);
  });
});
