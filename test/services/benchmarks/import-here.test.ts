import { importHere } from "../../../src/services/benchmarks/import-here";
import type { ImportSource } from "../../../src/services/benchmarks/import-source";
import { settleAbandoned } from "../../../src/services/work/settle-abandoned";
import { benchmarkImports } from "../../../src/storage/benchmarks/benchmark-imports";
import { findBenchmarkSetByName } from "../../../src/storage/benchmarks/benchmark-sets";
import { endWork } from "../../../src/storage/work/change-work";
import { eventually } from "../../helpers/eventually";
import { storedModel } from "../../helpers/models/stored-model";

const IMAGES = 256; // four writes

describe("the import of a benchmark set", () => {
  const stored = storedModel(0);

  /** Features that come one by one; `onItem` may hold them up. */
  const source = (onItem: (n: number) => Promise<void> | void = () => undefined): ImportSource => ({
    ...{ format: "hdf5-features", kind: "FEATURES", protocol: "custom", unlisted: "ABSENT", count: IMAGES },
    labels: [{ key: "a", name: "a", training: "UNKNOWN" }],
    featureShape: { channels: 1, height: 1, width: 1, globalSize: null },
    async *items(from) {
      for (let n = from; n < IMAGES; n++) {
        await onItem(n);
        const content = { kind: "features", features: Float32Array.of(n), global: null } as const;
        yield { name: `${n}`, present: [0], absent: [], unknown: [], content };
      }
    },
    close: async () => {},
  });
  const start = (
    name: string,
    onItem?: Parameters<typeof source>[0],
    signal = new AbortController().signal,
  ) => importHere(stored().db, { name, source: source(onItem) }, { signal, onProgress: () => undefined });
  const importsOf = (name: string) =>
    stored().db.prisma.work.findMany({ where: { benchmarkImport: { name } }, orderBy: { id: "asc" } });

  it("is work that says how far it is and what it made", async () => {
    const { db } = stored();
    const { set, alreadyStored } = await start("plain");
    expect(alreadyStored).toBe(false);
    const [{ id } = { id: "" }] = await importsOf("plain");
    const [work] = await benchmarkImports.find(db, [id]);
    expect(work).toMatchObject({ state: "COMPLETED", done: IMAGES, total: IMAGES, setId: set.id });
    const events = await db.prisma.workEvent.findMany({
      where: { workId: id },
      orderBy: { sequence: "asc" },
    });
    expect(events.map(({ done }) => done)).toEqual([0, 0, 64, 128, 192, 256, 256]);
  });

  it("is canceled when stopped, and goes on as the same work after what is stored when run again", async () => {
    const stopping = new AbortController();
    const stopped = start(
      "stopped",
      (n) => {
        if (n === 150) stopping.abort(new Error("Ctrl-C"));
      },
      stopping.signal,
    );
    await expect(stopped).rejects.toThrow("Ctrl-C");
    expect(await importsOf("stopped")).toMatchObject([{ state: "CANCELLED", done: 128 }]);
    const read: number[] = [];
    expect((await start("stopped", (n) => void read.push(n))).set.total).toBe(IMAGES);
    expect(read[0]).toBe(127); // the last one stored is compared
    expect(await importsOf("stopped")).toMatchObject([{ state: "COMPLETED", done: IMAGES }]);
  });

  it("stops at the next images to be stored when somebody cancels it", async () => {
    const { db } = stored();
    const canceled = start("canceled", async (n) => {
      if (n !== 100) return;
      const [{ id } = { id: "" }] = await importsOf("canceled");
      await endWork(db, id, "CANCELLED", null);
    });
    await expect(canceled).rejects.toThrow("canceled or deleted");
    const set = await findBenchmarkSetByName(db, "canceled");
    expect(set?.stored).toBeLessThan(IMAGES);
  });

  it("says why it failed, and goes on when run again with a better source", async () => {
    const failing = start("failing", (n) => {
      if (n === 70) throw new Error("the disk is gone");
    });
    await expect(failing).rejects.toThrow("the disk is gone");
    expect(await importsOf("failing")).toMatchObject([
      { state: "FAILED", errorMessage: "the disk is gone", done: 64 },
    ]);
    expect((await start("failing")).alreadyStored).toBe(false);
  });

  it("is made by one of two that run at once, and the other waits for it", async () => {
    let reads = 0;
    let second: ReturnType<typeof start> | undefined;
    const first = start("twice", async () => {
      if (++reads === 10) {
        second = start("twice", () => void reads++);
        await eventually("the second waits", async () => {
          const { rows } = await stored().db.pool.query(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
          );
          return rows.length > 0;
        });
      }
    });
    expect((await first).alreadyStored).toBe(false);
    expect((await second)?.alreadyStored).toBe(true);
    expect(reads).toBe(IMAGES);
    expect(await importsOf("twice")).toHaveLength(1);
  });

  it("is found to have ended if its command was found killed twice, and only then", async () => {
    const { db } = stored();
    const killed = await benchmarkImports.create(
      db,
      { name: "killed" },
      { total: IMAGES, requestHash: "killed", idempotencyKey: null },
      { madeBy: "caller" },
    );
    await db.prisma.work.update({ where: { id: killed.id }, data: { state: "RUNNING" } });
    await start("alive", async (n) => {
      if (n !== 10) return;
      const suspects = await settleAbandoned(db, new Set());
      expect(await importsOf("killed")).toMatchObject([{ state: "RUNNING" }]);
      await settleAbandoned(db, suspects);
    });
    expect(await importsOf("killed")).toMatchObject([
      { state: "FAILED", errorMessage: expect.stringContaining("Its command was killed") },
    ]);
    expect(await importsOf("alive")).toMatchObject([{ state: "COMPLETED" }]);
  });
});
