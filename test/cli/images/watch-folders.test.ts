import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { watchFolders } from "../../../src/cli/images/watch-folders";
import { openStorage, type Storage } from "../../../src/storage/database/open-storage";
import { listImages } from "../../../src/storage/images/list-images";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { picture } from "../../helpers/pictures/pictures";

const LOOK_MS = 20;

describe("a folder that is watched", () => {
  const folder = directoryPerTest();
  let database: TestDatabase;
  let storage: Storage;
  beforeAll(async () => {
    database = await createTestDatabase();
    storage = await openStorage({ databaseUrl: database.url, dataDirectory: "", log: () => undefined });
  });
  afterAll(async () => {
    await storage.close();
    await database.drop();
  });

  it("gives its new pictures, each once it is whole, until the signal", async () => {
    const { db } = storage;
    const stop = new AbortController();
    const printed: string[] = [];
    const warned: string[] = [];
    const watching = watchFolders(
      { db, signal: stop.signal },
      [folder(), path.join(folder(), "..", "nowhere")],
      { print: (line) => printed.push(line), warn: (line) => warned.push(line) },
      LOOK_MS,
    );
    const paths = async () =>
      (await listImages(db, { first: 10 }, {}, { by: "PATH", direction: "ASC" })).rows.map((row) => row.path);
    const whole = await picture(1);
    await writeFile(path.join(folder(), "slow.png"), whole.subarray(0, 100));
    await mkdir(path.join(folder(), "2020"));
    await writeFile(path.join(folder(), "2020", "b.png"), await picture(2));
    await eventually("the whole one is stored", async () => (await paths()).length === 1);
    expect(await paths()).toEqual(["2020/b.png"]); // a part of a picture is neither stored nor refused yet
    await writeFile(path.join(folder(), "slow.png"), whole);
    await eventually("the slow one is stored", async () => (await paths()).length === 2);
    stop.abort(new Error("stopped"));
    await watching;
    expect(await paths()).toEqual(["2020/b.png", "slow.png"]);
    expect(printed).toEqual(["1 added, 0 already stored, 0 refused", "1 added, 0 already stored, 0 refused"]);
    expect(warned).toEqual([expect.stringMatching(/nowhere: There is nothing yet; it is waited for\.$/)]);
  });
});
