import { addImage as storeImage } from "../../../src/services/images/add-image";
import { picture } from "../../helpers/pictures/pictures";
import {
  addImage,
  addPicture,
  createVocabulary,
  mutate,
  predictAndWait,
} from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const PAGE = `totalCount totalCountIsExact edges { cursor node { name } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

interface Images {
  readonly totalCount: number;
  readonly edges: { readonly cursor: string; readonly node: { readonly name: string } }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
}

describe("the list of images", () => {
  let service: TestService;
  let ids: string[];
  beforeAll(async () => {
    service = await startTestService();
    const { db } = service.app.context;
    const names = ["Cherry.png", "apple.png", "banana 100%.png"];
    ids = [];
    for (const [seed, name] of names.entries())
      ids.push((await addImage(service, await picture(seed), name)).image.id);
    for (const seed of [10, 11])
      await storeImage(db, { bytes: await picture(seed), name: `imported ${seed}`, addedByPerson: false });
  });
  afterAll(() => service.stop());

  const ask = (options: string, variables = {}) =>
    service.query(
      `query ($filter: ImageFilter) { images(${options}, filter: $filter) { ${PAGE} } }`,
      variables,
    );
  async function images(options: string, filter?: Record<string, unknown>): Promise<Images> {
    const { data, errors } = await ask(options, { filter });
    expect(errors).toBeUndefined();
    return data.images;
  }
  const named = ({ edges }: Images) => edges.map(({ node }) => node.name);

  it("has the images that a person added, newest first, and says how many there are", async () => {
    const list = await images("first: 10");
    expect(named(list)).toEqual(["banana 100%.png", "apple.png", "Cherry.png"]);
    expect(list).toMatchObject({ totalCount: 3, totalCountIsExact: true });
  });

  it("has those that an import stored if requested, as a person's own once a person adds them", async () => {
    expect(named(await images("first: 10", { addedBy: "IMPORT" }))).toEqual(["imported 11", "imported 10"]);
    expect((await images("first: 10", { addedBy: "ANYONE" })).totalCount).toBe(5);
    expect(await addImage(service, await picture(11), "again")).toMatchObject({ alreadyStored: true });
    expect(named(await images("first: 10", { addedBy: "IMPORT" }))).toEqual(["imported 10"]);
    expect(named(await images("first: 10"))).toContain("imported 11");
  });

  it("can be ordered by name, ignoring case, and read from either end", async () => {
    const byName = (page: string) => images(`${page}, orderBy: { by: NAME }`, { nameContains: ".png" });
    const first = await byName("first: 2");
    expect(named(first)).toEqual(["apple.png", "banana 100%.png"]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const next = await byName(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(named(next)).toEqual(["Cherry.png"]);
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await byName(`last: 1, before: "${next.pageInfo.startCursor}"`);
    expect(named(before)).toEqual(["banana 100%.png"]);
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it("can be entered at any position, as a scroll bar does", async () => {
    const list = await images("first: 1, offset: 2", { nameContains: ".png" });
    expect(named(list)).toEqual(["Cherry.png"]);
    expect(list.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it("takes characters that are special to the database literally in a name", async () => {
    expect(named(await images("first: 10", { nameContains: "100%" }))).toEqual(["banana 100%.png"]);
    expect(named(await images("first: 10", { nameContains: "_" }))).toEqual([]);
    expect(named(await images("first: 10", { nameContains: "\0" }))).toEqual([]);
    expect(named(await images("first: 10", { nameContains: "APPLE" }))).toEqual(["apple.png"]);
  });

  it("can be limited to a period", async () => {
    const { data } = await service.query("query ($id: ID!) { image(id: $id) { createdAt } }", { id: ids[1] });
    const { createdAt } = data.image;
    expect(named(await images("first: 10", { addedBefore: createdAt }))).toEqual(["Cherry.png"]);
    expect(named(await images("first: 10", { nameContains: ".png", addedAfter: createdAt }))).toEqual([
      "banana 100%.png",
      "apple.png",
    ]);
  });

  it("can be limited to a benchmark set, and to images with or without a prediction", async () => {
    const vocabularyId = await createVocabulary(service);
    await predictAndWait(service, { imageIds: [ids[0]!], vocabularyId });
    expect(named(await images("first: 10", { hasPrediction: true }))).toEqual(["Cherry.png"]);
    expect(named(await images("first: 10", { hasPrediction: false, nameContains: ".png" }))).toEqual([
      "banana 100%.png",
      "apple.png",
    ]);
    const { benchmarkSet } = await mutate(
      service,
      "createBenchmarkSet",
      { name: "one", vocabularyId, images: [{ imageId: ids[1], present: ["dog"] }] },
      "... on CreatedBenchmarkSet { benchmarkSet { id } }",
    );
    expect(named(await images("first: 10", { benchmarkSetId: benchmarkSet.id }))).toEqual(["apple.png"]);
  });

  it.each([
    ["neither `first` nor `last`", "orderBy: { by: NAME }", "Give either `first` or `last`"],
    ["both", "first: 1, last: 1", "Give either `first` or `last`"],
    ["a page that is too long", "last: 101", "`last` must be a whole number from 1 to 100; got 101."],
    ["`before` with `first`", 'first: 1, before: "x"', "`before` must be used with `last`."],
    ["`offset` with `last`", "last: 1, offset: 1", "`offset` must be used with `first`"],
    [
      "an offset below 0",
      "first: 1, offset: -1",
      "`offset` must be a whole number from 0 to 1,000,000; got -1.",
    ],
    ["a made-up cursor", 'first: 1, after: "x"', "`after` must be a cursor that this list gave"],
  ])("refuses %s", async (_, options, message) => {
    const { errors } = await ask(options);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: "INVALID_INPUT" } },
    ]);
  });

  it("refuses a cursor of another order", async () => {
    const { endCursor } = (await images("first: 1")).pageInfo;
    const { errors } = await ask(`first: 1, after: "${endCursor}", orderBy: { by: NAME }`);
    expect(errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
  });

  it("finds an image by the SHA-256 of its bytes", async () => {
    const id = await addPicture(service, 99);
    const { data } = await service.query("query ($id: ID!) { image(id: $id) { sha256 } }", { id });
    const find = (sha256: string) =>
      service.query("query ($sha256: String!) { imageBySha256(sha256: $sha256) { id } }", { sha256 });
    expect((await find(data.image.sha256.toUpperCase())).data).toEqual({ imageBySha256: { id } });
    expect((await find("0".repeat(64))).data).toEqual({ imageBySha256: null });
    expect((await find("no hash")).errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
  });
});
