import { evaluate, readRun } from "../../helpers/evaluations/evaluation-steps";
import { readSvg } from "../../helpers/evaluations/read-svg";
import { addPicture, createdVocabulary, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const RISKY = `<script>alert("1")</script> & co`;
const IMAGES = 6;
const nobody = "00000000-0000-7000-8000-000000000000";

/** Pictures of which every second has the first of two labels; the set's id. */
async function storeSet(service: TestService): Promise<string> {
  const labels = [RISKY, "cat"].map((label, place) => ({
    label,
    vector: Array.from({ length: 8 }, (_, at) => (at === place ? 1 : 0)),
  }));
  const { vocabulary } = await mutate(
    service,
    "createVocabulary",
    { name: "risky", labels },
    createdVocabulary,
  );
  const images: { imageId: string; present: string[] }[] = [];
  for (let seed = 1; seed <= IMAGES; seed++)
    images.push({ imageId: await addPicture(service, seed), present: seed % 2 === 1 ? [RISKY] : [] });
  const input = { name: "set", vocabularyId: vocabulary.id, images };
  const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
  return (await mutate(service, "createBenchmarkSet", input, fields)).benchmarkSet.id;
}

describe("the plots of an evaluation run", () => {
  let service: TestService;
  let benchmarkSetId: string;
  let runId: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  let section: any;
  beforeAll(async () => {
    service = await startTestService();
    benchmarkSetId = await storeSet(service);
    const { id } = await evaluate(service, { benchmarkSetId, ks: [1] });
    const fields = `id report { sections { precisionRecallUrl histogramUrl apPerClassUrl meanAveragePrecision { micro }
      labels(first: 2) { edges { node { id averagePrecision precisionRecallUrl histogramUrl } } } } }`;
    const run = await readRun(service, id, fields);
    runId = Buffer.from(run.id, "base64url").toString().split(":")[1] ?? "";
    section = run.report.sections[0];
  });
  afterAll(() => service.stop());

  const labelOf = (position: number) => section.labels.edges[position].node;
  const textsAt = async (url: string) => (await readSvg(await (await fetch(url)).text())).texts;
  const address = (path: string) => `${service.url}/evaluations/${runId}/${path}`;

  it("belong to labels that can be fetched again by their ids", async () => {
    const { id, averagePrecision } = labelOf(1);
    const { data } = await service.query(
      "query ($id: ID!) { node(id: $id) { ... on LabelReport { id averagePrecision label { label } } } }",
      { id },
    );
    expect(data.node).toEqual({ id, averagePrecision, label: { label: "cat" } });
  });

  it("have their data in the API, which agree with the report", async () => {
    const plot = `precisionRecall { recall precision averagePrecision positives known }
      scoreHistogram { from to present absent }`;
    const { report } = await readRun(
      service,
      (await service.query("{ evaluationRuns(first: 1) { edges { node { id } } } }")).data.evaluationRuns
        .edges[0].node.id,
      `report { sections { ${plot} labels(first: 2) { edges { node { support averagePrecision ${plot} } } } } }`,
    );
    const { precisionRecall: all, labels } = report.sections[0];
    expect(all.averagePrecision).toBeCloseTo(section.meanAveragePrecision.micro, 12);
    expect(all.known).toBe(2 * IMAGES);
    const [first] = labels.edges;
    const { precisionRecall, scoreHistogram, support, averagePrecision } = first.node;
    expect(precisionRecall.averagePrecision).toBeCloseTo(averagePrecision, 12);
    expect(precisionRecall).toMatchObject({ positives: support, known: IMAGES });
    expect(precisionRecall.recall.at(-1)).toBe(1);
    expect(precisionRecall.precision).toHaveLength(precisionRecall.recall.length);
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    expect(sum(scoreHistogram.present)).toBe(support);
    expect(sum(scoreHistogram.absent)).toBe(IMAGES - support);
  });

  it("are SVGs at the addresses in the report that may load and run nothing", async () => {
    const { precisionRecallUrl, histogramUrl, apPerClassUrl } = section;
    const urls = [precisionRecallUrl, histogramUrl, apPerClassUrl, labelOf(0).precisionRecallUrl];
    for (const url of [...urls, labelOf(0).histogramUrl]) {
      const response = await fetch(url);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/^image\/svg\+xml(; charset=utf-8)?$/);
      expect(response.headers.get("content-security-policy")).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      );
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      const svg = await response.text();
      expect(await readSvg(svg)).toMatchObject({ width: 720 });
      expect(svg).not.toContain("<script");
    }
  });

  it("state the report's average precision: of a label, and of all in one ranking", async () => {
    const { averagePrecision, precisionRecallUrl } = labelOf(0);
    const rounded = averagePrecision.toFixed(3);
    expect(await textsAt(precisionRecallUrl)).toEqual(
      expect.arrayContaining([
        "Precision and recall of “&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; co”",
        "tiny (version 1) on set, all labels, 6 images",
        `Average precision ${rounded}`,
        "By chance 0.500 (3 of 6)",
      ]),
    );
    const micro = section.meanAveragePrecision.micro.toFixed(3);
    expect(await textsAt(section.precisionRecallUrl)).toEqual(
      expect.arrayContaining([`Average precision ${micro}`, "By chance 0.250 (3 of 12)"]),
    );
    expect(await textsAt(section.apPerClassUrl)).toContain(rounded);
  });

  it("count the images with and without a label", async () => {
    const counts = ["Present (3)", "Absent (3)"];
    expect(await textsAt(labelOf(0).histogramUrl)).toEqual(expect.arrayContaining(counts));
    const all = ["Present (3)", "Absent (9)"];
    expect(await textsAt(section.histogramUrl)).toEqual(expect.arrayContaining(all));
  });

  it("of a label without a positive say that there is none", async () => {
    expect(await textsAt(labelOf(1).precisionRecallUrl)).toContain("None of the 6 known labels is positive.");
  });

  it("are light or dark as requested, otherwise as the viewer prefers", async () => {
    const [light, dark, either] = await Promise.all(
      ["&theme=light", "&theme=dark", ""].map(async (theme) =>
        (await fetch(section.precisionRecallUrl + theme)).text(),
      ),
    );
    expect(light).not.toEqual(dark);
    expect([light, dark, either].map((svg) => svg?.includes("prefers-color-scheme"))).toEqual([
      ...[false, false, true],
    ]);
  });

  it.each([
    ["pr-curve.svg", "INVALID_INPUT", 400],
    ["pr-curve.svg?section=ALL", "INVALID_INPUT", 400],
    ["pr-curve.svg?section=ZSL&section=ZSL", "INVALID_INPUT", 400],
    ["pr-curve.svg?section=ZSL&label=cat", "INVALID_INPUT", 400],
    ["histogram.svg?section=ZSL&theme=blue", "INVALID_INPUT", 400],
    ["histogram.svg?section=ZSL&label=2", "NOT_FOUND", 404],
    ["ap-per-class.svg?section=SEEN", "NOT_FOUND", 404],
    [`../${nobody}/ap-per-class.svg?section=ZSL`, "NOT_FOUND", 404],
    ["../nothing/pr-curve.svg?section=ZSL", "NOT_FOUND", 404],
  ])("are refused with a code for %s", async (path, code, status) => {
    const response = await fetch(address(path));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("do not exist before the run is complete", async () => {
    const { db } = service.app.context;
    await db.prisma.work.update({ where: { id: runId }, data: { state: "RUNNING" } });
    for (const plot of ["pr-curve", "histogram", "ap-per-class"])
      expect((await fetch(address(`${plot}.svg?section=ZSL`))).status).toBe(409);
    await db.prisma.work.update({ where: { id: runId }, data: { state: "COMPLETED" } });
  });

  it("no longer exist when the scores cannot be read, except for the report's average precisions", async () => {
    const { id } = await evaluate(service, { benchmarkSetId, ks: [1] });
    const { db } = service.app.context;
    for (const { blobHash } of await db.prisma.evaluationShard.findMany()) await db.blobs.remove(blobHash);
    const { report } = await readRun(
      service,
      id,
      "report { sections { precisionRecallUrl histogramUrl apPerClassUrl } }",
    );
    const { precisionRecallUrl, histogramUrl, apPerClassUrl } = report.sections[0];
    const answers = await Promise.all(
      [precisionRecallUrl, histogramUrl, apPerClassUrl].map((url) => fetch(url)),
    );
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect(await answers[0]?.json()).toMatchObject({ errors: [{ extensions: { code: "BLOB_MISSING" } }] });
  });
});
