import { stat } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId } from "../../../src/services/global-id";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import { mutate } from "../../helpers/services/service-steps";
import { readWork } from "../../helpers/services/work-steps";
import { type Mirror, sendFirst, startMirror } from "../../helpers/setup/mirror";
import { siglipFile, siglipFiles } from "../../helpers/setup/tiny-siglip2";

describe("a service that is killed in the middle of a setup", () => {
  let database: TestDatabase;
  let mirror: Mirror;
  const directory = directoryPerTest();
  beforeAll(async () => {
    database = await createTestDatabase();
    mirror = await startMirror(await siglipFiles());
  });
  afterAll(async () => {
    await killLeftovers();
    await mirror.stop();
    await database.drop();
  });
  const start = () =>
    startServiceProcess({
      ...{ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory(), REGIONARY_MIRROR: mirror.url },
    });

  it("goes on when it is started again, with the files that it has and from where one broke off", async () => {
    mirror.instead.set("tokenizer.json", sendFirst(await siglipFile("tokenizer.json"), 20_000));
    const killed = await start();
    const { setup } = await mutate(
      killed,
      "setUpModel",
      { catalogueId: "siglip2-b16-256" },
      "... on AcceptedModelSetup { setup { id } }",
    );
    await eventually("the last file has begun", async () => mirror.asked.at(-1)?.name === "tokenizer.json");
    const part = path.join(
      directory(),
      "setups",
      fromGlobalId("ModelSetup", setup.id),
      "tokenizer.json.part",
    );
    const size = async () => (await stat(part).catch(() => null))?.size;
    await eventually("its first bytes are there", async () => (await size()) === 20_000);
    await killed.end(["SIGKILL"]);
    mirror.instead.clear();
    mirror.asked.length = 0;
    const service = await start();
    const work = await eventually("it is complete", async () => {
      const now = await readWork(service, setup.id, "... on ModelSetup { modelVersion { name active } }");
      return ["COMPLETED", "FAILED"].includes(now.state) && now;
    });
    expect(work).toMatchObject({
      ...{ state: "COMPLETED", errorMessage: null, modelVersion: { name: "siglip2-b16-256", active: true } },
    });
    expect(mirror.asked.map(({ name, range }) => [name, range])).toEqual([
      ["tokenizer.json", "bytes=20000-"],
    ]);
    expect(await service.end(["SIGTERM"])).toMatchObject({ code: 0 });
  });
});
