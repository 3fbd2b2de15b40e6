import { startApp } from "../../src/app";
import { readConfig } from "../../src/config";
import { mutate } from "../helpers/service-steps";
import { startTestService, type TestService } from "../helpers/test-service";

/** What is on the pictures, as the generator says: the first unseen combination of each and its box. */
const UNSEEN = [
  { label: "striped square", left: 26, top: 22, right: 80, bottom: 77 },
  { label: "yellow ring", left: 63, top: 144, right: 127, bottom: 208 },
  { label: "yellow ring", left: 132, top: 40, right: 184, bottom: 92 },
  { label: "black moon", left: 19, top: 142, right: 76, bottom: 200 },
  { label: "blue star", left: 30, top: 62, right: 126, bottom: 161 },
  { label: "striped square", left: 104, top: 6, right: 155, bottom: 57 },
] as const;

/** What there is, the newest first. */
async function stored(service: Pick<TestService, "query">) {
  const { data } = await service.query(`{
    activeModelVersion { name version }
    vocabularies(first: 10) { edges { node { id name labelCount } } }
    images(first: 10) { edges { node { id name } } }
  }`);
  const nodes = (name: string) => data[name].edges.map(({ node }: { node: unknown }) => node);
  return { model: data.activeModelVersion, vocabularies: nodes("vocabularies"), images: nodes("images") };
}

/** Starts the service again on its database, as `npm start` does; gives what it logged. */
async function startAgain({ databaseUrl, directory }: TestService) {
  const env = { DATABASE_URL: databaseUrl, REGIONARY_DATA_DIR: directory, REGIONARY_PORT: "0" };
  const log: string[] = [];
  const app = await startApp(readConfig(env), (line) => log.push(line), { firstModel: true });
  await app.stop();
  return log.join("\n");
}

describe("a new installation", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ firstModel: true });
  });
  afterAll(() => service.stop());

  it("has the model that ships, two vocabularies and six pictures", async () => {
    const { model, vocabularies, images } = await stored(service);
    expect(model).toEqual({ name: "scenes", version: 1 });
    expect(vocabularies).toMatchObject([
      { name: "scenes", labelCount: 117 },
      { name: "scenes, unseen", labelCount: 25 },
    ]);
    const names = images.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["scene 1", "scene 2", "scene 3", "scene 4", "scene 5", "scene 6"]);
  });

  it("finds on each picture a combination that its training never showed, and where it is", async () => {
    const { vocabularies, images } = await stored(service);
    for (const [place, { label, left, top, right, bottom }] of UNSEEN.entries()) {
      const { prediction } = await mutate(
        service,
        "classify",
        { image: { imageId: images[place].id }, vocabularyId: vocabularies[1].id, topK: 1 },
        "... on Classified { prediction { labels { label { label training } regions { boxes { left top right bottom } } } } }",
      );
      const [best] = prediction.labels;
      expect(best.label).toEqual({ label, training: "UNSEEN" });
      const [box] = best.regions.boxes;
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      expect({ x: left < x && x < right, y: top < y && y < bottom }).toEqual({ x: true, y: true });
    }
  });

  it("keeps deleted what was deleted, however often it starts", async () => {
    const before = await stored(service);
    await mutate(service, "deleteImage", { id: before.images[5].id }, "");
    expect(await startAgain(service)).not.toContain("Brought");
    expect(await stored(service)).toEqual({ ...before, images: before.images.slice(0, 5) });
  });
});

it("an installation that has a model gets no other", async () => {
  const service = await startTestService();
  try {
    await startAgain(service);
    expect(await stored(service)).toMatchObject({ model: { name: "tiny" }, vocabularies: [], images: [] });
  } finally {
    await service.stop();
  }
});
