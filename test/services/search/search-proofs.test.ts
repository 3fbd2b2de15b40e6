import type { Ranking } from "../../../src/search/ranking/ranking";
import { createSearchProofs } from "../../../src/services/search/search-proofs";

/** A ranking whose proofs end when the test says so. */
function controlled(name: string, begun: string[], outOfBounds = 0) {
  const running: { upTo: number; end: (error?: Error) => void; tell: () => void }[] = [];
  const progress = () => ({ rescored: 1, of: 2, outOfBounds });
  const prove: Ranking["prove"] = (upTo, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      begun.push(name);
      signal!.addEventListener("abort", () => reject(signal!.reason));
      const tell = () => onProgress!(progress());
      running.push({ upTo: Number(upTo), tell, end: (error) => (error ? reject(error) : resolve()) });
    });
  return { ranking: { prove, progress } as Ranking, running };
}

/** When what was waiting for something that has happened has gone on. */
const settled = () => jest.advanceTimersByTimeAsync(0);

describe("proofs in the background", () => {
  beforeAll(() => void jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask"] }));
  afterAll(() => void jest.useRealTimers());

  const start = () => {
    const begun: string[] = [];
    const log: string[] = [];
    return { begun, log, proofs: createSearchProofs((line) => log.push(line)) };
  };

  it("run one at a time, the newest first", async () => {
    const { begun, proofs } = start();
    const [a, b, c] = [controlled("a", begun), controlled("b", begun), controlled("c", begun)];
    for (const { ranking } of [a, b, c]) proofs.want(ranking, 10);
    const all = [a, b, c].map(({ ranking }) => proofs.proven(ranking, 10));
    expect(begun).toEqual(["a"]);
    a.running[0]!.end();
    await all[0];
    await settled();
    c.running[0]!.end();
    await all[2];
    await settled();
    b.running[0]!.end();
    await all[1];
    expect(begun).toEqual(["a", "c", "b"]);
    expect(proofs.isUnderWay(a.ranking)).toBe(false);
  });

  it("take turns of two seconds while others wait", async () => {
    const { begun, proofs } = start();
    const [a, b] = [controlled("a", begun), controlled("b", begun)];
    const done = [proofs.proven(a.ranking, 1), proofs.proven(b.ranking, 1)];
    await jest.advanceTimersByTimeAsync(2_000);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(begun).toEqual(["a", "b", "a"]);
    a.running[1]!.end();
    await done[0];
    await jest.advanceTimersByTimeAsync(10_000);
    expect(begun).toEqual(["a", "b", "a", "b"]);
    b.running[1]!.end();
    await done[1];
  });

  it("are left when nobody has asked for ten minutes, and go on when somebody does", async () => {
    const { begun, proofs } = start();
    const a = controlled("a", begun);
    proofs.want(a.ranking, 1);
    await jest.advanceTimersByTimeAsync(9 * 60_000);
    expect(proofs.isUnderWay(a.ranking)).toBe(true);
    await jest.advanceTimersByTimeAsync(2 * 60_000);
    expect(proofs.isUnderWay(a.ranking)).toBe(false);
    const done = proofs.proven(a.ranking, 1);
    expect(begun).toEqual(["a", "a"]);
    await jest.advanceTimersByTimeAsync(20 * 60_000);
    expect(proofs.isUnderWay(a.ranking)).toBe(true);
    a.running[1]!.end();
    await done;
  });

  it("go on for hits that were asked for meanwhile, and not for fewer", async () => {
    const { begun, proofs } = start();
    const a = controlled("a", begun);
    proofs.want(a.ranking, 10);
    proofs.want(a.ranking, 20);
    proofs.want(a.ranking, 5);
    const done = proofs.proven(a.ranking, 20);
    a.running[0]!.end();
    await proofs.proven(a.ranking, 10);
    await settled();
    expect(a.running.map(({ upTo }) => upTo)).toEqual([10, 20]);
    a.running[1]!.end();
    await done;
    await proofs.proven(a.ranking, 20);
    expect(begun).toEqual(["a", "a"]);
  });

  it("tell those who watch of progress and of the end, and a caller who leaves at once", async () => {
    const { proofs } = start();
    const a = controlled("a", []);
    let told = 0;
    const stop = proofs.watch(a.ranking, () => told++);
    proofs.want(a.ranking, 1);
    a.running[0]!.tell();
    expect(told).toBe(1);
    const leaving = new AbortController();
    const left = proofs.proven(a.ranking, 1, leaving.signal);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    const done = proofs.proven(a.ranking, 1);
    a.running[0]!.end();
    await done;
    expect(told).toBe(2);
    stop();
  });

  it("that fail are told, and tried again only when asked for again", async () => {
    const { begun, log, proofs } = start();
    const a = controlled("a", begun);
    const failed = proofs.proven(a.ranking, 1);
    a.running[0]!.end(new Error("the disk is full"));
    await expect(failed).rejects.toThrow("the disk is full");
    expect(log).toEqual([expect.stringContaining("the disk is full")]);
    expect(begun).toEqual(["a"]);
    const again = proofs.proven(a.ranking, 1);
    a.running[1]!.end();
    await again;
  });

  it("say once what to do where scores are beyond their bounds, so that there can be no proof", async () => {
    const { log, proofs } = start();
    for (const name of ["a", "b"]) {
      const { ranking, running } = controlled(name, [], 1);
      const done = proofs.proven(ranking, 1);
      await settled();
      running[0]!.end();
      await done;
    }
    expect(log).toEqual([expect.stringContaining('delete the folder "search"')]);
  });

  it("are given up when their search is forgotten or the service stops, and the others go on", async () => {
    const { begun, proofs } = start();
    const [a, b, c] = [controlled("a", begun), controlled("b", begun), controlled("c", begun)];
    const [first, second, third] = [a, b, c].map(({ ranking }) => proofs.proven(ranking, 1));
    proofs.forget(a.ranking);
    await expect(first).rejects.toMatchObject({ code: "CANCELLED" });
    const refused = [
      expect(second).rejects.toMatchObject({ code: "CANCELLED" }),
      expect(third).rejects.toMatchObject({ code: "CANCELLED" }),
    ];
    await proofs.close();
    await Promise.all(refused);
    proofs.want(a.ranking, 1);
    expect(begun).toEqual(["a", "c"]);
  });
});
