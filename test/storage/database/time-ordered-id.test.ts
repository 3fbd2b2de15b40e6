import { timeOrderedId } from "../../../src/storage/database/time-ordered-id";

describe("an id that is ordered by time", () => {
  const millisecondsOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

  it("is a UUID of version 7, whose first 48 bits are the time", () => {
    const before = Date.now();
    const id = timeOrderedId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(millisecondsOf(id)).toBeGreaterThanOrEqual(before);
    expect(millisecondsOf(id)).toBeLessThanOrEqual(Date.now());
  });

  it("sorts after all that were made before, more than fit into a millisecond too", () => {
    const ids = Array.from({ length: 20_000 }, timeOrderedId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("sorts after them when the clock is set back", () => {
    const first = timeOrderedId();
    const clock = jest.spyOn(Date, "now").mockReturnValue(Date.now() - 3_600_000);
    const second = timeOrderedId();
    clock.mockRestore();
    expect(second > first).toBe(true);
  });
});
