import { settleAll } from "../../src/batcher/settle-all";

describe("waiting for all", () => {
  it("gives the results in their order", async () => {
    expect(await settleAll([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
  });

  it("throws the first failure only when all have settled", async () => {
    let settled = false;
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    }).then(() => {
      settled = true;
    });
    const all = settleAll([Promise.reject(new Error("first")), slow, Promise.reject(new Error("last"))]);
    setImmediate(finish);
    await expect(all).rejects.toThrow("first");
    expect(settled).toBe(true);
  });
});
