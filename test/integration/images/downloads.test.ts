import { headOf, refusal } from "../../helpers/pictures/picture-answer";
import { picture } from "../../helpers/pictures/pictures";
import {
  addImage,
  addPicture,
  createdVocabulary,
  createVocabulary,
  mutate,
  predict,
  predictAndWait,
  readBatch,
  tinySetId,
} from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

interface ScoredLabel {
  readonly rank: number;
  readonly score: number;
  readonly label: { readonly label: string };
}
const nobody = "00000000-0000-7000-8000-000000000000";

describe("downloads", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());
  const text = async (url: string) => (await fetch(url)).text();

  it("of a batch as NDJSON have a line for each image, with what the API says about it", async () => {
    const imageIds = [await addPicture(service, 1), await addPicture(service, 2)];
    const vocabularyId = await createVocabulary(service);
    const batch = await predictAndWait(service, { imageIds, vocabularyId, topK: 2 });
    const response = await fetch(batch.ndjsonUrl);
    expect(response.headers.get("content-type")).toContain("application/x-ndjson");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename=".*\.ndjson"$/);
    const lines = (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(
      batch.predictions.map(({ labels }: { labels: ScoredLabel[] }, position: number) =>
        expect.objectContaining({
          position,
          imageId: imageIds[position],
          imageName: `picture ${position + 1}`,
          state: "DONE",
          errorCode: null,
          labels: labels.map(({ rank, score, label }) =>
            expect.objectContaining({ rank, score, label: label.label, training: "UNKNOWN" }),
          ),
        }),
      ),
    );
  });

  it("of a batch as CSV quote commas, quotes and line breaks, and disarm formulas", async () => {
    const names = ['a "b", c', "two\nlines", '=HYPERLINK("http://x")', "+1", "-1", "@sum", "\ttab", "plain"];
    names.push("\n=1", "＝1");
    const imageIds: string[] = [];
    for (const [i, name] of names.entries())
      imageIds.push((await addImage(service, await picture(100 + i), name)).image.id);
    const labels = [{ label: '=cmd|"x"', alias: "dog" }];
    const input = { name: "risky", labels, wordVectorSetId: await tinySetId(service) };
    const { vocabulary } = await mutate(service, "createVocabulary", input, createdVocabulary);
    const batch = await predictAndWait(service, { imageIds, vocabularyId: vocabulary.id });
    const response = await fetch(batch.csvUrl);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [header, ...records] = readCsv(await response.text());
    expect(header).toEqual(
      "position,imageId,imageName,imageSha256,state,errorCode,rank,label,score,probability,training,imagePath,externalId,capturedAt".split(
        ",",
      ),
    );
    const shown = names.map((name) => (/^[=+\-@\t\n＝]/.test(name) ? `'${name}` : name));
    expect(records.map((record) => record[2])).toEqual(shown);
    expect(new Set(records.map((record) => record[7]))).toEqual(new Set([`'=cmd|"x"`]));
    expect(records.map((record) => Number(record[8]))).toEqual(
      batch.predictions.map(({ labels }: { labels: ScoredLabel[] }) => labels[0]?.score),
    );
  });

  it("may have more rows than are read at once", async () => {
    const imageIds = new Array<string>(1_100).fill(await addPicture(service, 1));
    const { batch } = await predict(service, {
      imageIds,
      vocabularyId: await createVocabulary(service),
      topK: 1,
    });
    await mutate(service, "cancelPredictionBatch", { id: batch.id }, "");
    const { csvUrl, ndjsonUrl } = await readBatch(service, batch.id);
    const lines = (await text(ndjsonUrl)).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).position)).toEqual(imageIds.map((_, position) => position));
    expect(readCsv(await text(csvUrl))).toHaveLength(1_101);
  });

  it("of heat maps are PNGs, over the picture or alone", async () => {
    const imageId = await addPicture(service, 1);
    const vocabularyId = await createVocabulary(service);
    const { data } = await service.query(
      `query ($image: ID!, $vocabulary: ID!) { regions(imageId: $image, vocabularyId: $vocabulary, labels: ["cat"]) {
        position peak scores boxes { left top right bottom score } heatMapUrl } }`,
      { image: imageId, vocabulary: vocabularyId },
    );
    const [region] = data.regions;
    expect(region.position).toBe(1);
    expect(Math.max(...region.scores.flat())).toBe(region.peak);
    const [over, alone] = await Promise.all(
      ["", "?overlay=false"].map(async (suffix) => {
        const response = await fetch(region.heatMapUrl + suffix);
        expect(response.headers.get("content-type")).toBe("image/png");
        return Buffer.from(await response.arrayBuffer());
      }),
    );
    expect(over).not.toEqual(alone);
    const parts = region.heatMapUrl.split("/");
    for (const place of [-4, -3, -2]) {
      const address = parts.with(place, nobody).join("/");
      expect((await fetch(address)).status).toBe(404);
    }
    for (const label of ["3.png", "-1.png", "cat.png", "99999999.png"])
      expect((await fetch(parts.with(-1, label).join("/"))).status).toBe(404);
  });

  it("of heat maps have the size and format that are asked for", async () => {
    const { image } = await addImage(service, await picture(7, { width: 96, height: 64 }), "wide");
    const { data, errors } = await service.query(
      `query ($image: ID!, $vocabulary: ID!) {
        regions(imageId: $image, vocabularyId: $vocabulary, labels: ["cat"]) {
          plain: heatMapUrl, small: heatMapUrl(width: 48, format: WEBP), wide: heatMapUrl(width: 2048) }
        free: regions(imageId: $image, labels: ["cat"]) { small: heatMapUrl(width: 48, format: WEBP) } }`,
      { image: image.id, vocabulary: await createVocabulary(service) },
    );
    expect(errors).toBeUndefined();
    const [{ plain, small, wide }] = data.regions;
    expect(plain).not.toContain("?");
    expect(await headOf(plain)).toEqual(["image/png", "png", 448, 299]);
    expect(await headOf(`${plain}?overlay=false&width=48`)).toEqual(["image/png", "png", 48, 32]);
    expect(await headOf(small)).toEqual(["image/webp", "webp", 48, 32]);
    expect(await headOf(data.free[0].small)).toEqual(["image/webp", "webp", 48, 32]);
    expect(await headOf(wide)).toEqual(["image/png", "png", 96, 64]);
    expect(await refusal(`${plain}?format=jpeg`)).toEqual([
      400,
      'format must be png or webp, or left out for png; got "jpeg".',
    ]);
  });

  it.each([
    "/nowhere",
    "/images/nothing",
    `/images/${nobody}`,
    `/images/${nobody}/thumbnail.webp`,
    "/images/nothing/thumbnail.webp",
    `/batches/${nobody}.csv`,
    `/batches/${nobody}.ndjson`,
    "/batches/1.csv",
    "/batches/..%2f..%2fetc.csv",
    `/heat-maps/${nobody}/${nobody}/${nobody}/0.png`,
  ])("of missing things answer 404 with a code: %s", async (path) => {
    const response = await fetch(service.url + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
  });

  it("of regions are refused for no label, for more than 100, and for labels that are not in the vocabulary", async () => {
    const variables = { image: await addPicture(service, 1), vocabulary: await createVocabulary(service) };
    const code = async (labels: string[]) => {
      const { errors } = await service.query(
        "query ($image: ID!, $vocabulary: ID!, $labels: [String!]!) { regions(imageId: $image, vocabularyId: $vocabulary, labels: $labels) { peak } }",
        { ...variables, labels },
      );
      return errors?.[0]?.extensions.code;
    };
    expect(await code([])).toBe("INVALID_INPUT");
    expect(await code(new Array(101).fill("cat"))).toBe("INVALID_INPUT");
    expect(await code(["cat", "unicorn"])).toBe("NOT_FOUND");
    expect(await code(["cat\u0000"])).toBe("NOT_FOUND");
    expect(await code(["cat", "cat"])).toBeUndefined();
  });
});

/** Records of RFC 4180. */
function readCsv(content: string): string[][] {
  const fields = content.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g);
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of fields) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\r\n") records.push([]);
  }
  return records.slice(0, -1);
}
