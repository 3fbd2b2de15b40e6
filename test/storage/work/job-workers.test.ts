import { randomUUID } from "node:crypto";
import net, { type AddressInfo } from "node:net";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { isStorageUnavailable } from "../../../src/storage/database/storage-errors";
import {
  endHost,
  forgetEndedHosts,
  type HostStatus,
  listHosts,
  tellOfHost,
} from "../../../src/storage/hosts/hosts";
import { holdProcessLease } from "../../../src/storage/work/job-workers";
import { prepareJobs } from "../../../src/storage/work/run-jobs";
import { aloneWithWork } from "../../../src/storage/work/work-lock";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await prepareJobs(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe("a job that takes many hours", () => {
  it("looks freshly locked as long as its process lives; another process's lock is not touched", async () => {
    const lease = await holdProcessLease(db);
    const addJobLockedBy = async (workerId: string) => {
      const { rows } = await db.pool.query("SELECT id FROM graphile_worker.add_job('long')");
      await db.pool.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '3 hours', locked_by = $2
         WHERE id = $1`,
        [rows[0].id, workerId],
      );
    };
    await addJobLockedBy(lease.workerId(2));
    await addJobLockedBy("regionary-1-0");
    await lease.renewLocks();
    const { rows } = await db.pool.query(
      "SELECT locked_at > now() - interval '1 minute' AS fresh FROM graphile_worker.jobs ORDER BY id",
    );
    expect(rows).toEqual([{ fresh: true }, { fresh: false }]);
    await lease.release();
  });
});

describe("a process whose connection to the database goes silent", () => {
  it("notices that its sign of life is lost, and gives it again", async () => {
    const way = await openWay(database.url);
    const lease = await holdProcessLease({ ...db, url: way.url });
    expect(await lease.isHeld()).toBe(true);
    way.silence();
    expect(await lease.isHeld()).toBe(false);
    await eventually("it is held again", () => lease.isHeld());
    await lease.release();
    way.close();
  });
});

describe("a process that serves the database", () => {
  const status: HostStatus = {
    ...{ provider: "cpu", threads: 2, cores: 4, coresBusy: 0.5, imagesEncoded: 7, imagesScored: 9 },
    memory: { processBytes: 3e8, heapBytes: 5e7, machineBytes: 8e9, availableBytes: 2e9 },
  };
  const start = async (name: string) => {
    const lease = await holdProcessLease(db);
    const host = { id: randomUUID(), name, processName: lease.processName, version: "1", status };
    await forgetEndedHosts(db, name);
    await tellOfHost(db, host);
    return { lease, host };
  };
  const listed = async () =>
    (await listHosts(db)).map(({ name, isAlive, stoppedAt }) =>
      isAlive ? `${name} runs` : `${name} ${stoppedAt ? "stopped" : "is lost"}`,
    );

  it("is there with its host until its sign of life ends, and remembered as lost if it said nothing", async () => {
    const [one, other] = [await start("one"), await start("other")];
    await tellOfHost(db, { ...other.host, status: { ...status, imagesEncoded: 8 } });
    expect(await listed()).toEqual(["other runs", "one runs"]);
    expect((await listHosts(db))[0]).toMatchObject({ status: { imagesEncoded: 8 } });
    await one.lease.release();
    await endHost(db, other.host.id);
    await other.lease.release();
    await eventually("both have ended", async () => (await listed()).join() === "other stopped,one is lost");
  });

  it("takes the place of what ended on its host, and hides what ends beside it, such as a command", async () => {
    const service = await start("one");
    const command = await start("one");
    await endHost(db, command.host.id);
    await command.lease.release();
    await eventually("the service alone is left", async () => (await listed())[0] === "one runs");
    expect(await listed()).toEqual(["one runs", "other stopped"]);
    await service.lease.release();
  });
});

describe("work that only one may do at a time", () => {
  it("stops when its lock is lost, as if the database were away", async () => {
    const done = aloneWithWork(db, "some work", new AbortController().signal, async (signal) => {
      await db.pool.query(`SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity USING (pid)
         WHERE locktype = 'advisory' AND datname = current_database()`);
      await eventually("the signal fires", async () => signal.aborted);
      throw new Error("stopped");
    });
    expect(isStorageUnavailable(await done.catch((error: unknown) => error))).toBe(true);
  });
});

/** A way to the database that can go silent: nothing passes any more, and neither side is told. */
async function openWay(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const wayUrl = new URL(url);
  wayUrl.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: wayUrl.href,
    silence: () => {
      for (const socket of sockets) socket.unpipe().resume();
    },
    close: () => server.close(),
  };
}
