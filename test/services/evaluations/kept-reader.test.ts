import { keptReader } from "../../../src/services/evaluations/kept-reader";

describe("what is read once and kept", () => {
  /** A store that reads only when it is told to, and the readings it has begun. */
  function slowStore() {
    const stored = new Set<string>();
    const begun: string[] = [];
    const waiting: (() => void)[] = [];
    const read = keptReader(async (id: string) => {
      begun.push(id);
      const found = stored.has(id) ? { id } : null;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return found;
    }, 2);
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const next = async () => {
      await settled();
      waiting.shift()?.();
      await settled();
    };
    return { stored, begun, read, next };
  }

  it("is read once for all who ask meanwhile and later, and one after another", async () => {
    const { stored, begun, read, next } = slowStore();
    for (const id of ["a", "b"]) stored.add(id);
    const asked = Promise.all([read("a"), read("a"), read("b")]);
    await next();
    expect(begun).toEqual(["a", "b"]);
    await next();
    const [first, same] = await asked;
    expect(same).toBe(first);
    expect(await read("a")).toBe(first);
    expect(begun).toEqual(["a", "b"]);
  });

  it("is read again for who asked when it was there, though a reading begun before found nothing", async () => {
    const { stored, begun, read, next } = slowStore();
    const early = read("a");
    await new Promise((resolve) => setImmediate(resolve));
    stored.add("a");
    const late = read("a");
    await next();
    expect(await early).toBeNull();
    await next();
    expect(await late).toEqual({ id: "a" });
    expect(begun).toEqual(["a", "a"]);
  });
});
