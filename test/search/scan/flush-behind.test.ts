import { flushBehind } from "../../../src/search/scan/flush-behind";

describe("What is flushed behind its writers", () => {
  it("is flushed one at a time, and what comes meanwhile once more together", async () => {
    const ends: (() => void)[] = [];
    const flushing = flushBehind(() => new Promise((resolve) => ends.push(resolve)));
    flushing.request();
    await Promise.resolve();
    for (let i = 0; i < 3; i++) flushing.request();
    expect(ends).toHaveLength(1);
    ends[0]!();
    await new Promise(setImmediate);
    expect(ends).toHaveLength(2);
    ends[1]!();
    await flushing.done();
    expect(ends).toHaveLength(2);
  });

  it("refuses to go on once it could not be flushed", async () => {
    let flushes = 0;
    const flushing = flushBehind(async () => {
      flushes++;
      throw new Error("EIO");
    });
    flushing.check();
    flushing.request();
    await expect(flushing.done()).rejects.toThrow("EIO");
    expect(() => flushing.check()).toThrow("EIO");
    flushing.request();
    await expect(flushing.done()).rejects.toThrow("EIO");
    expect(flushes).toBe(1);
  });
});
