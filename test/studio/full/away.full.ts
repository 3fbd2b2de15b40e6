import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import { mutate } from "../../helpers/services/service-steps";
import { readWork } from "../../helpers/services/work-steps";
import { describeInBrowser } from "../browser/describe-in-browser";
import { followedSequences } from "../browser/followed-sequences";
import { openStudio } from "../browser/open-studio";

/** A port that is free now; the service has it again after it was killed. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describeInBrowser("a page that follows a training whose service is killed", (browser) => {
  const directory = directoryPerTest();
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await killLeftovers();
    await database?.drop();
  });

  it("says that the service is away, goes on when it is back, and is sent every event exactly once", async () => {
    const env = {
      ...{ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory() },
      REGIONARY_PORT: String(await freePort()),
    };
    let service = await startServiceProcess(env);
    const { data } = await service.query(
      `{ activeModelVersion { backbone { id } } benchmarkSetByName(name: "scenes test") { id } }`,
    );
    const { training } = await mutate(
      service,
      "trainModel",
      {
        ...{ name: "followed", head: "LINEAR", epochs: 12 },
        ...{ backboneId: data.activeModelVersion.backbone.id, benchmarkSetId: data.benchmarkSetByName.id },
      },
      "... on AcceptedTraining { training { id } }",
    );

    const { page, open, close } = await openStudio(browser(), service.url);
    const sequences = followedSequences(page);
    await open(`trainings/${training.id}`);
    const isSent = (many: number) => async () => [...sequences.values()].some(({ length }) => length >= many);
    await eventually("some events", isSent(3));
    await service.end(["SIGKILL"]);
    const banner = page.getByText("The service cannot be reached");
    await banner.waitFor();
    service = await startServiceProcess(env);
    await banner.waitFor({ state: "detached" });

    const ended = async () => {
      const { state, sequence } = await readWork(service, training.id);
      return state === "COMPLETED" && (sequence as number);
    };
    const last = await eventually("the training's end", ended, { patienceMs: 100_000, everyMs: 500 });
    await eventually("the last event", async () =>
      [...sequences.values()].some((sent) => sent.includes(last)),
    );
    await page.getByText("The model is made").waitFor();
    for (const sent of sequences.values())
      expect(sent).toEqual(Array.from({ length: sent.length }, (_, place) => sent[0]! + place));
    await close();
    await service.end(["SIGTERM"]);
  });
});
