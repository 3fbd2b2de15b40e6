import { setImmediate } from "node:timers/promises";
import { RegionaryError } from "../../../src/errors";
import { shareUse, shareWork } from "../../../src/services/regions/share-work";

/** Work that ends when the test says so. */
function controlled() {
  const runs: { abandoned: AbortSignal; finish: (value: string) => void; fail: (error: Error) => void }[] =
    [];
  const work = (abandoned: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      runs.push({ abandoned, finish: resolve, fail: reject });
    });
  return { runs, work };
}

describe("shared work", () => {
  it("is done once for callers of the same key, and for each key", async () => {
    const { runs, work } = controlled();
    const share = shareWork<string>();
    const results = [share("a", undefined, work), share("a", undefined, work), share("b", undefined, work)];
    expect(runs).toHaveLength(2);
    runs[0]!.finish("A");
    runs[1]!.finish("B");
    expect(await Promise.all(results)).toEqual(["A", "A", "B"]);
  });

  it("is done again for callers who come after it succeeded or failed", async () => {
    const { runs, work } = controlled();
    const share = shareWork<string>();
    const failing = share("a", undefined, work);
    runs[0]!.fail(new Error("once"));
    await expect(failing).rejects.toThrow("once");
    const later = share("a", undefined, work);
    runs[1]!.finish("A");
    expect(await later).toBe("A");
  });

  it("goes on for the others when one caller leaves", async () => {
    const { runs, work } = controlled();
    const share = shareWork<string>();
    const leaver = new AbortController();
    const leaves = share("a", leaver.signal, work);
    const stays = share("a", undefined, work);
    leaver.abort(new RegionaryError("DEADLINE_EXCEEDED", "too late"));
    await expect(leaves).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(runs[0]!.abandoned.aborted).toBe(false);
    runs[0]!.finish("A");
    expect(await stays).toBe("A");
  });

  it("is given up when the last caller has left, and nobody joins it after that", async () => {
    const { runs, work } = controlled();
    const share = shareWork<string>();
    const leavers = [new AbortController(), new AbortController()];
    const leaving = leavers.map(({ signal }) => share("a", signal, work));
    for (const leaver of leavers) leaver.abort();
    const ends = await Promise.allSettled(leaving);
    expect(ends.map((end) => end.status === "rejected" && end.reason.code)).toEqual([
      "CANCELLED",
      "CANCELLED",
    ]);
    expect(runs[0]!.abandoned.aborted).toBe(true);
    const later = share("a", undefined, work);
    expect(runs).toHaveLength(2);
    runs[1]!.finish("A");
    expect(await later).toBe("A");
  });
});

describe("shared use of a result that is then used again", () => {
  it("lets go of it once, when the last who shares it has done with it", async () => {
    const { runs, work } = controlled();
    const letGo: string[] = [];
    const share = shareUse<string>((result) => letGo.push(result));
    const uses = [controlled(), controlled()];
    const first = share("a", undefined, work, () => uses[0]!.work(new AbortController().signal));
    const second = share("a", undefined, work, () => uses[1]!.work(new AbortController().signal));
    runs[0]!.finish("A");
    await setImmediate();
    uses[0]!.runs[0]!.finish("one");
    expect(await first).toBe("one");
    await setImmediate();
    expect(letGo).toEqual([]);
    uses[1]!.runs[0]!.fail(new Error("of the second"));
    await expect(second).rejects.toThrow("of the second");
    await setImmediate();
    expect(letGo).toEqual(["A"]);
  });

  it("lets go of what comes after all have left, and of nothing where the work fails", async () => {
    const { runs, work } = controlled();
    const letGo: string[] = [];
    const share = shareUse<string>((result) => letGo.push(result));
    const leaver = new AbortController();
    const left = share("a", leaver.signal, work, async () => "used");
    leaver.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    runs[0]!.finish("late");
    const failing = share("b", undefined, work, async () => "used");
    runs[1]!.fail(new Error("no result"));
    await expect(failing).rejects.toThrow("no result");
    await setImmediate();
    expect(letGo).toEqual(["late"]);
  });
});
