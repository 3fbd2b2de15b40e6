import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { clusterUser } from "../../../src/storage/embedded/cluster";
import { eventually } from "../../helpers/eventually";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import {
  batchWithDone,
  endedBatch,
  expectCompletedOnce,
  type StoredModel,
  storeBatch,
  storeModelAndImages,
} from "../../helpers/services/stored-batches";

const IMAGES = 100;

describe("a service with a PostgreSQL of its own", () => {
  let dataDirectory: string;
  let stored: StoredModel | undefined;

  beforeAll(async () => {
    dataDirectory = await mkdtemp(path.join(os.tmpdir(), "regionary-embedded-"));
    await chmod(dataDirectory, 0o755); // run by root, PostgreSQL has another user, who must get in
  });
  afterAll(async () => {
    await killLeftovers();
    await stored?.db.close();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  const start = () => startServiceProcess({ REGIONARY_DATA_DIR: dataDirectory });
  const inPostgres = (name: string) => readFile(path.join(dataDirectory, "postgres", name), "utf8");
  const databaseUrl = async () => {
    const { password } = JSON.parse(await inPostgres("identity.json"));
    const port = (await inPostgres("port")).trim();
    return `postgresql://${clusterUser}:${password}@127.0.0.1:${port}/${clusterUser}`;
  };
  const postmaster = async () => Number((await inPostgres("cluster/postmaster.pid")).split("\n")[0]);
  const connectionTo = async (url: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.end();
  };

  it("goes on after it or its PostgreSQL is killed, and leaves nothing running when it is stopped", async () => {
    const killed = await start();
    const url = await databaseUrl();
    stored = await storeModelAndImages(url, IMAGES);
    const { db } = stored;
    const { id } = await storeBatch(stored, stored.imageIds);
    await batchWithDone(db, id, 1);
    await killed.end(["SIGKILL"]);
    const left = await postmaster();
    const { done, state } = await batchWithDone(db, id, 1);
    expect(state).toBe("RUNNING");

    const service = await start();
    expect(await databaseUrl()).toBe(url);
    expect(await postmaster()).toBe(left);
    await batchWithDone(db, id, done + 1);

    process.kill(left, "SIGKILL");
    await eventually(
      "another PostgreSQL answers",
      () =>
        connectionTo(url).then(
          () => true,
          () => false,
        ),
      { everyMs: 50 },
    );
    expect(await postmaster()).not.toBe(left);
    await endedBatch(db, id);
    await expectCompletedOnce(db, id);

    expect(await service.end(["SIGTERM"])).toMatchObject({ code: 0 });
    expect(service.output()).not.toMatch(/unhandled|uncaught/i);
    await expect(connectionTo(url)).rejects.toThrow("ECONNREFUSED");
  });
});
