import { readFileSync } from "node:fs";
import path from "node:path";
import { startApp } from "../../../src/app";
import { readConfig } from "../../../src/config";
import { firstQueries } from "../../../studio/graphiql/first-queries";
import { eventually } from "../../helpers/eventually";
import { mutate } from "../../helpers/services/service-steps";
import { type Answer, startTestService, type TestService } from "../../helpers/services/test-service";

/** What is on each picture, as the generator says: its unseen combinations and their boxes. */
const UNSEEN: readonly (readonly (readonly [
  label: string,
  left: number,
  top: number,
  right: number,
  bottom: number,
])[])[] = [
  [["striped square", 26, 22, 80, 77]],
  [
    ["dotted cross", 152, 36, 203, 87],
    ["yellow ring", 63, 144, 127, 208],
    ["white heart", 72, 41, 124, 89],
  ],
  [
    ["yellow ring", 132, 40, 184, 92],
    ["dotted disc", 158, 6, 211, 59],
  ],
  [
    ["blue star", 164, 38, 224, 101],
    ["black moon", 19, 142, 76, 200],
  ],
  [["blue star", 30, 62, 126, 161]],
  [["striped square", 104, 6, 155, 57]],
];

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether the middle of the box that was found, if one was, is in the true one. */
function pointsInto(found: Box | undefined, [left, top, right, bottom]: readonly number[]): boolean {
  if (!found) return false;
  const [x, y] = [(found.left + found.right) / 2, (found.top + found.bottom) / 2];
  return left! < x && x < right! && top! < y && y < bottom!;
}

/** The requests of a screen of the README, and the answer that it shows. */
function readmeScreen(place: number) {
  const readme = readFileSync(path.resolve(__dirname, "../../../README.md"), "utf8").split("\n## ")[place]!;
  const requests = [...readme.matchAll(/ -d '([^']+)'/g)].map(([, body]) => body!);
  return { requests, answer: /```json\n(.+?)```/s.exec(readme)![1]! };
}

/** What there is, the newest first. */
async function stored(service: Pick<TestService, "query">) {
  const { data } = await service.query(`{
    activeModelVersion { name version space { name } }
    vocabularies(first: 10) { edges { node { id name labelCount } } }
    images(first: 10) { edges { node { id name } } }
  }`);
  const nodes = (name: string) => data[name].edges.map(({ node }: { node: unknown }) => node);
  // The pictures of the benchmark set are the older ones.
  const images = nodes("images").filter(({ name }: { name: string }) => name.startsWith("scene "));
  return { model: data.activeModelVersion, vocabularies: nodes("vocabularies"), images };
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
  const ask = async (body: string) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${service.url}/graphql`, { method: "POST", headers, body });
    return (await response.json()) as Answer;
  };
  beforeAll(async () => {
    service = await startTestService({ firstModel: true });
  });
  afterAll(() => service.stop());

  it("has the model that ships, two vocabularies and six pictures", async () => {
    const { model, vocabularies, images } = await stored(service);
    expect(model).toEqual({ name: "scenes", version: 1, space: { name: "scenes" } });
    expect(vocabularies).toMatchObject([
      { name: "scenes", labelCount: 117 },
      { name: "scenes, unseen", labelCount: 25 },
    ]);
    const names = images.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["scene 1", "scene 2", "scene 3", "scene 4", "scene 5", "scene 6"]);
  });

  it("has a benchmark set of test pictures, with boxes and with both seen and unseen labels", async () => {
    const { data } = await service.query(`{ benchmarkSets(first: 1) { edges { node { name complete imageCount
      vocabulary { name } items(first: 1000) { edges { node { present boxes { label } image { width } } } } } } } }`);
    const [{ node }] = data.benchmarkSets.edges;
    expect(node).toMatchObject({ name: "scenes test", complete: true, imageCount: 300 });
    expect(node.vocabulary.name).toBe("scenes");
    const items = node.items.edges.map((edge: { node: unknown }) => edge.node);
    expect(items).toHaveLength(300);
    for (const { present, boxes, image } of items) {
      expect(new Set(boxes.map(({ label }: { label: number }) => label))).toEqual(new Set(present));
      expect(image.width).toBe(112);
    }
  });

  it("on at least five of the six, names first and points at a combination that its training never showed", async () => {
    const { vocabularies, images } = await stored(service);
    let right = 0;
    for (const [place, combinations] of UNSEEN.entries()) {
      const { prediction } = await mutate(
        service,
        "classify",
        { image: { imageId: images[place].id }, vocabularyId: vocabularies[1].id, topK: 1 },
        "... on Classified { prediction { labels { label { label training } regions { boxes { left top right bottom } } } } }",
      );
      const [best] = prediction.labels;
      expect(best.label.training).toBe("UNSEEN");
      const isThere = combinations.some(
        ([label, ...box]) => label === best.label.label && pointsInto(best.regions.boxes[0], box),
      );
      if (isThere) right++;
    }
    expect(right).toBeGreaterThanOrEqual(5);
  });

  it("answers the README's first requests with what the README shows", async () => {
    const { requests, answer } = readmeScreen(0);
    expect(requests.length).toBe(2);
    const { vocabularies, images } = await stored(service);
    const found = (await ask(requests[0]!)).data;
    expect(found.images.edges[0].node.id).toBe(images[0].id);
    expect(found.vocabularies.edges[1].node).toEqual({ id: vocabularies[1].id, name: "scenes, unseen" });

    const asked = requests[1]!.replace("IMAGE", images[0].id).replace("VOCABULARY", vocabularies[1].id);
    const labelOf = (text: string) => JSON.parse(text).data.classify.prediction.labels[0];
    const [given, shown] = [labelOf(JSON.stringify(await ask(asked))), labelOf(answer)];
    expect(given.label).toEqual(shown.label);
    expect(UNSEEN[0]!.map(([label]) => label)).toContain(shown.label.label);
    expect(given.score).toBeCloseTo(shown.score, 1);
    expect(given.regions.boxes).toEqual(shown.regions.boxes);
  });

  it("finds what the README shows, once its pictures are indexed", async () => {
    const { requests, answer } = readmeScreen(1);
    expect(requests.length).toBe(1);
    const shown = JSON.parse(answer).data.searchImages;
    const search = async () => {
      const { searchImages } = (await ask(requests[0]!)).data;
      return searchImages.totalCount === shown.totalCount && searchImages;
    };
    const found = await eventually("all pictures are indexed", search, { everyMs: 250 });
    const [[given], [first]] = [found.edges, shown.edges];
    expect({ exact: found.exact, name: given.image.name }).toEqual({ exact: true, name: first.image.name });
    expect(given.score).toBeCloseTo(first.score, 1);
    expect(given.regions[0].boxes).toEqual(first.regions[0].boxes);
  });

  it("answers each tab that the studio opens with, once ids are filled in", async () => {
    const ids: Record<string, string> = {};
    const answers: Answer[] = [];
    for (const { query, variables = "{}" } of firstQueries) {
      const asked = JSON.parse(variables.replace(/the id of an? ([a-z -]+)/g, (_, noun) => ids[noun]!));
      const ask = /^subscription/m.test(query) ? service.collect : service.query;
      const answer = [await ask(query, asked)].flat().at(-1)!;
      answers.push(answer);
      const { images, vocabularies, wordVectorSets, benchmarkSets, predict, runEvaluation } = answer.data;
      if (images) {
        ids["benchmark set"] = benchmarkSets.edges[0].node.id;
        ids.image = images.edges[0].node.id;
        ids.vocabulary = vocabularies.edges[0].node.id;
        ids["word-vector set"] = wordVectorSets.edges[0].node.id;
      }
      if (predict) ids.batch = predict.batch.id;
      if (runEvaluation) ids["evaluation run"] = runEvaluation.run.id;
    }
    expect(JSON.stringify(answers)).not.toMatch(/"(errors|message)":/); // no member of a union is an Error
    const [, classified, , , , inWords, searched, , watched, looked, , , reported] = answers.map(
      ({ data }) => data,
    );
    const names = ({ labels }: { labels: { label: { label: string } }[] }) =>
      labels.map(({ label }) => label.label).sort();
    const onPicture = ["blue moon", "purple square", "striped square"];
    expect(names(classified.classify.prediction)).toEqual(onPicture);
    expect(inWords.classify.labels.map(({ label }: { label: string }) => label).sort()).toEqual(onPicture);
    expect(searched.searchImages.edges[0].image.name).toBe("test scene 292");
    expect(watched.predictionBatchEvents.predictions.map(names)).toEqual([onPicture]);
    expect(looked.predictionBatch.predictions.edges.map(({ node }: never) => names(node))).toEqual([
      onPicture,
    ]);
    // As the README shows it.
    const [zsl, gzsl, seen] = reported.evaluationRun.report.sections;
    expect(zsl.meanAveragePrecision.macro).toBeCloseTo(0.9645, 2);
    expect(gzsl.meanAveragePrecision.macro).toBeCloseTo(0.982, 2);
    expect(seen.meanAveragePrecision.micro).toBeGreaterThan(0.9);
  });

  it("does not bring back what was deleted, however often it starts", async () => {
    const before = await stored(service);
    await mutate(service, "deleteImage", { id: before.images.at(-1).id }, "");
    expect(await startAgain(service)).not.toContain("Brought");
    expect(await stored(service)).toEqual({ ...before, images: before.images.slice(0, -1) });
  });
});

it("an installation that has a model gets no other one", async () => {
  const service = await startTestService();
  try {
    await startAgain(service);
    expect(await stored(service)).toMatchObject({ model: { name: "tiny" }, vocabularies: [], images: [] });
  } finally {
    await service.stop();
  }
});
