import { gather } from "../../src/batcher/gather";

describe("gathered items", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const recorder = (most: number, fail = (_: readonly string[]) => false) => {
    const groups: string[][] = [];
    const gathering = gather<string>({ most, waitMs: 50 }, async (items) => {
      groups.push([...items]);
      if (fail(items)) throw new Error(`not ${items}`);
    });
    return { groups, ...gathering };
  };

  it("are handled together a while after the first, or at once when there are enough", async () => {
    const { groups, add } = recorder(3);
    const first = [add("a"), add("b")];
    await jest.advanceTimersByTimeAsync(49);
    expect(groups).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await Promise.all(first);
    expect(groups).toEqual([["a", "b"]]);
    await Promise.all(["c", "d", "e"].map(add));
    expect(groups).toEqual([
      ["a", "b"],
      ["c", "d", "e"],
    ]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("wait for the group before theirs", async () => {
    let release = () => {};
    const begun: string[][] = [];
    const { add } = gather<string>({ most: 1, waitMs: 50 }, (items) => {
      begun.push([...items]);
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    const first = add("a");
    const second = add("b");
    await jest.advanceTimersByTimeAsync(100);
    expect(begun).toEqual([["a"]]);
    release();
    await first;
    await jest.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([["a"], ["b"]]);
    release();
    await second;
  });

  it("fail together, and not with those before or after them", async () => {
    const { add } = recorder(2, (items) => items.includes("bad"));
    const ends = await Promise.allSettled(["a", "b", "bad", "c", "d", "e"].map(add));
    expect(ends.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
  });

  it("are handled before a flush resolves", async () => {
    const { groups, add, flush } = recorder(9, () => true);
    const failing = expect(add("a")).rejects.toThrow("not a");
    await flush();
    expect(groups).toEqual([["a"]]);
    await failing;
    await flush();
    expect(groups).toHaveLength(1);
  });
});
