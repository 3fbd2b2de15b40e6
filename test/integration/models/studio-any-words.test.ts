import path from "node:path";
import { importModel } from "../../../src/services/models/import-model";
import { activateModelVersion } from "../../../src/storage/models/model-versions";
import { firstQueries } from "../../../studio/graphiql/first-queries";
import { addPicture } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { writeSiglipFolder } from "../../helpers/setup/tiny-siglip2";

describe("the studio's tabs with a model of images and texts", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    const { db } = service.app.context;
    const checkpointPath = path.join(service.directory, "siglip2");
    await writeSiglipFolder(checkpointPath);
    const request = { name: "siglip2", checkpointPath, heads: null, backbone: null };
    const { model } = await importModel(db, request, service.directory);
    await activateModelVersion(db, model.id);
  });
  afterAll(() => service.stop());

  /** What the tab of an operation answers, with these ids filled in. */
  const run = async (operation: string, ids: Record<string, string>) => {
    const tab = firstQueries.find(({ query }) => query.includes(`mutation ${operation}(`))!;
    const variables = tab.variables!.replace(/the id of an? ([a-z]+)/g, (_, noun) => ids[noun]!);
    return (await service.query(tab.query, JSON.parse(variables))).data;
  };
  type Answered = { label: string | { label: string }; regions: { heatMapUrl: string } }[];

  it("make a vocabulary of any words, say which of them are on a picture, and where, with and without it", async () => {
    const image = await addPicture(service, 1);
    const { createVocabulary } = await run("AnyWords", {});
    const labels = createVocabulary.vocabulary.labels.edges.map(({ node }: { node: unknown }) => node);
    expect(labels).toEqual([
      { label: "dog in snow", prompt: null, phrases: [] },
      { label: "indoors", prompt: "a photo taken inside a building", phrases: [] },
      { label: "bicycle", prompt: null, phrases: ["bike", "racing cycle"] },
    ]);
    const { classify } = await run("Classify", { image, vocabulary: createVocabulary.vocabulary.id });
    const named = (all: Answered) =>
      all.map(({ label }) => (typeof label === "string" ? label : label.label)).sort();
    expect(named(classify.prediction.labels)).toEqual(["bicycle", "dog in snow", "indoors"]);
    const { classify: byWords } = await run("ClassifyByWords", { image });
    expect(byWords).toMatchObject({ modelVersion: { name: "siglip2" }, labels: { length: 3 } });
    for (const { regions } of [...classify.prediction.labels, ...byWords.labels] as Answered) {
      const map = await fetch(regions.heatMapUrl);
      expect(map.headers.get("content-type")).toBe("image/png");
    }
  });
});
