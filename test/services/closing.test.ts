import { createClosing } from "../../src/services/closing";

describe("everything that was opened", () => {
  it("is closed in order, even if one part fails, which is then reported", async () => {
    const opened = createClosing();
    const closed: string[] = [];
    const close = (name: string) => async () => {
      closed.push(name);
      if (name === "engine") throw new Error("the engine hangs");
    };
    opened.last(close("engine"));
    opened.last(close("listener"));
    opened.first(close("reader"));
    await expect(opened.close()).rejects.toThrow("the engine hangs");
    expect(closed).toEqual(["reader", "engine", "listener"]);
    await opened.close();
    expect(closed).toHaveLength(3);
  });
});
