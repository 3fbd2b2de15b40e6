import sharp from "sharp";
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

  it("can be limited to a tag, a type of file, and sizes", async () => {
    const tagged = await mutate(
      service,
      "tagImages",
      { imageIds: [ids[0], ids[2]], tags: ["Fruit", "sweet"] },
      "... on ChangedImages { imageCount changeCount }",
    );
    expect(tagged).toMatchObject({ imageCount: 2, changeCount: 4 });
    expect(named(await images("first: 10", { tag: "FRUIT" }))).toEqual(["banana 100%.png", "Cherry.png"]);
    expect((await images("first: 10", { tag: " \u200bfruit\n" })).totalCount).toBe(2);
    expect(named(await images("first: 10", { tag: "fru" }))).toEqual([]);
    expect(named(await images("first: 10", { isTagged: false, nameContains: ".png" }))).toEqual([
      "apple.png",
    ]);
    expect((await images("first: 10", { isTagged: true })).totalCount).toBe(2);
    expect(named(await images("first: 10", { tag: "\0" }))).toEqual([]);
    expect(named(await images("first: 10", { mediaType: "\0" }))).toEqual([]);
    const fruit = (filter: object) => images("first: 10", { tag: "fruit", ...filter });
    expect((await fruit({ mediaType: "image/PNG" })).totalCount).toBe(2);
    expect((await fruit({ mediaType: "image/jpeg" })).totalCount).toBe(0);
    const { data } = await service.query("query ($id: ID!) { image(id: $id) { width height } }", {
      id: ids[0],
    });
    const sides = [data.image.width, data.image.height];
    const [shorter, longer] = [Math.min(...sides), Math.max(...sides)];
    expect((await fruit({ minSide: shorter, maxSide: longer })).totalCount).toBe(2);
    expect((await fruit({ minSide: shorter + 1 })).totalCount).toBe(0);
    expect((await fruit({ maxSide: longer - 1 })).totalCount).toBe(0);
  });

  it("says what its images are tagged with, and what is not in them", async () => {
    const change = (name: string, input: object) =>
      mutate(service, name, { imageIds: [ids[0]], ...input }, "... on ChangedImages { changeCount }");
    await change("tagImages", { tags: ["Fruit", "sweet"] });
    expect(await change("correctImages", { label: "Apple" })).toMatchObject({ changeCount: 1 });
    expect(named(await images("first: 10", { correctedFor: "apple" }))).toEqual(["Cherry.png"]);
    expect(await change("untagImages", { tags: ["SWEET"] })).toMatchObject({ changeCount: 1 });
    const ask = async () => {
      const { data, errors } = await service.query(
        `query ($id: ID!) { image(id: $id) {
           tags { tag origin label probability score modelVersion { id } vocabulary { id } } corrections { label } }
           tags(first: 10, contains: "FRU", orderBy: { by: IMAGES, direction: DESC }) {
             totalCount edges { node { tag imageCount byHandCount } } } }`,
        { id: ids[0] },
      );
      expect(errors).toBeUndefined();
      return data;
    };
    const none = { label: null, probability: null, score: null, modelVersion: null, vocabulary: null };
    expect(await ask()).toEqual({
      image: { tags: [{ tag: "Fruit", origin: "HAND", ...none }], corrections: [{ label: "Apple" }] },
      tags: { totalCount: 1, edges: [{ node: { tag: "Fruit", imageCount: 2, byHandCount: 2 } }] },
    });
    expect(await change("withdrawCorrections", { label: "apple" })).toMatchObject({ changeCount: 1 });
    expect((await ask()).image.corrections).toEqual([]);
  });

  it("can be made a benchmark set by their tags", async () => {
    await mutate(
      service,
      "tagImages",
      { imageIds: [ids[0], ids[2]], tags: ["Fruit"] },
      "... on ChangedImages { imageCount }",
    );
    const create = (input: object) =>
      mutate(
        service,
        "createBenchmarkSet",
        { name: "by tags", ...input },
        `... on CreatedBenchmarkSet { alreadyStored benchmarkSet { imageCount format items(first: 5) {
          edges { node { present image { name } } } } vocabulary { labels(first: 5) { edges { node { label } } } } } }`,
      );
    const { benchmarkSet } = await create({ from: { tags: ["fruit"] } });
    const items = [
      { present: [0], image: { name: "Cherry.png" } },
      { present: [0], image: { name: "banana 100%.png" } },
    ];
    expect(benchmarkSet).toEqual({
      ...{ imageCount: 2, format: "STORED_IMAGES", items: { edges: items.map((node) => ({ node })) } },
      vocabulary: { labels: { edges: [{ node: { label: "fruit" } }] } },
    });
    for (const input of [{}, { from: {}, images: [] }, { images: [] }])
      expect(await create(input)).toMatchObject({
        message: "Give either `vocabularyId` and `images`, or `from`.",
      });
  });

  it("loses those that are deleted together, and keeps those of benchmark sets, which are named", async () => {
    const doomed = [await addPicture(service, 50), await addPicture(service, 51)];
    const remove = (input: Record<string, unknown>) =>
      mutate(
        service,
        "deleteImages",
        input,
        "... on DeletedImages { deletedCount inUseCount usedBy { name } }",
      );
    const result = { deletedCount: 2, inUseCount: 1, usedBy: [{ name: "one" }] };
    expect(await remove({ imageIds: [...doomed, ids[1]] })).toMatchObject(result);
    expect(await remove({ imageIds: doomed })).toMatchObject({ deletedCount: 0, inUseCount: 0, usedBy: [] });
    expect(await remove({ filter: { nameContains: "nothing like it" } })).toMatchObject({ deletedCount: 0 });
    for (const input of [{}, { imageIds: doomed, filter: {} }, { imageIds: [] }, { imageIds: ["VGFnOjE"] }])
      expect(await remove(input)).toMatchObject({ __typename: "InvalidInputError" });
  });

  it.each([
    ["no images", "tagImages", { tags: ["a"] }],
    ["images in two ways", "correctImages", { label: "a", imageIds: [], filter: {} }],
    ["neither `tags` nor `fromPredictions`", "tagImages", { filter: {} }],
    ["neither `tags` nor an `origin`", "untagImages", { filter: {} }],
    ["an id of another type", "tagImages", { imageIds: ["VGFnOjE"], tags: ["a"] }],
  ])("refuses %s where tags or corrections are changed", async (_, name, input) => {
    expect(await mutate(service, name, input, "... on ChangedImages { imageCount }")).toMatchObject({
      ...{ __typename: "InvalidInputError", message: expect.stringMatching(/\S/) },
    });
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

  describe("of a person's folders", () => {
    const described = "image { id name path externalId capturedAt capturedOffset }";
    const photo = (background: string, exif: Record<string, string>) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .withExif({ IFD2: exif })
        .jpeg()
        .toBuffer();
    const add = async (bytes: Buffer, names: Record<string, unknown>) => {
      const input = { images: [{ source: { base64: bytes.toString("base64") }, ...names }] };
      const { results } = await mutate(
        service,
        "addImages",
        input,
        `... on AddedImages { results { ... on AddedImage { ${described} alreadyStored } ... on Error { code message } } }`,
      );
      return results[0];
    };
    let [summer, winter] = [Buffer.alloc(0), Buffer.alloc(0)];
    beforeAll(async () => {
      summer = await photo("gold", {
        DateTimeOriginal: "2019:07:14 18:03:22",
        OffsetTimeOriginal: "+02:00",
      });
      winter = await photo("snow", { DateTimeOriginal: "2018:12:24 20:00:00" });
      await add(summer, { path: "2019/Caf\u0065\u0301/IMG_0001.jpg", externalId: "P-1" });
      await add(winter, { path: "2018/IMG_0001.jpg", name: "IMG_0001.jpg" });
    });
    const paths = async (options: string, filter?: Record<string, unknown>) => {
      const { data } = await service.query(
        `query ($filter: ImageFilter) { images(${options}, filter: $filter) { edges { node { path } } } }`,
        { filter },
      );
      return data.images.edges
        .map(({ node }: { node: { path: string | null } }) => node.path)
        .filter(Boolean);
    };

    it("says where each lay, what it is called elsewhere, and when it was taken", async () => {
      const { data } = await service.query(
        `{ imageByExternalId(externalId: "P-1") { path externalId capturedAt capturedOffset }
           none: imageByExternalId(externalId: "P-2") { id } }`,
      );
      expect(data).toEqual({
        imageByExternalId: {
          path: "2019/Caf\u00e9/IMG_0001.jpg",
          externalId: "P-1",
          capturedAt: "2019-07-14T16:03:22.000Z",
          capturedOffset: "+02:00",
        },
        none: null,
      });
    });

    it("is ordered by path or time, and filtered by folder and time", async () => {
      const both = ["2018/IMG_0001.jpg", "2019/Caf\u00e9/IMG_0001.jpg"];
      expect(await paths("first: 50, orderBy: { by: PATH }")).toEqual(both);
      expect(await paths("first: 50, orderBy: { by: TAKEN, direction: DESC }")).toEqual(both.toReversed());
      expect(await paths("first: 50", { folder: "2019" })).toEqual([both[1]]);
      expect(await paths("first: 50", { folder: "./2019/caf\u0065\u0301/" })).toEqual([both[1]]);
      expect(await paths("first: 50", { folder: "20" })).toEqual([]);
      for (const folder of ["", ".", "./"])
        expect(await paths("first: 50, orderBy: { by: PATH }", { folder })).toEqual(both);
      expect(await paths("first: 50", { takenBefore: "2019-01-01T00:00:00Z" })).toEqual([both[0]]);
      expect(
        await paths("first: 50", { takenAfter: "2019-07-14T16:03:22Z", takenBefore: "2020-01-01T00:00:00Z" }),
      ).toEqual([both[1]]);
    });

    it("has folders in folders, with how many images are in each at any depth", async () => {
      await add(await photo("navy", {}), { path: "2019/CAF\u00c9/late/night.jpg" });
      const folders = async (options: string) =>
        (await service.query(`{ imageFolders${options} { path imageCount } }`)).data.imageFolders;
      expect(await folders("")).toEqual([
        { path: "2018", imageCount: 1 },
        { path: "2019", imageCount: 2 },
      ]);
      expect(await folders('(under: "./2019/")')).toEqual([
        { path: expect.stringMatching(/^2019\/caf\u00e9$/i), imageCount: 2 },
      ]);
      expect(await folders('(under: "2019/caf\u00e9")')).toEqual([
        { path: "2019/CAF\u00c9/late", imageCount: 1 },
      ]);
      for (const none of ["2018", "20", "\\u0000", "2019/caf\u00e9/late"])
        expect(await folders(`(under: "${none}")`)).toEqual([]);
    });

    it("refuses a path that is too long to be searched for", async () => {
      const kanji = Array.from({ length: 1024 }, (_, i) =>
        String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
      );
      expect(await add(await photo("teal", {}), { path: kanji.join("") })).toMatchObject({
        code: "INVALID_INPUT",
        message: expect.stringContaining("at most 2500 bytes"),
      });
    });

    it("keeps the first path, and takes an external id later, but no other one", async () => {
      expect(await add(winter, { path: "copies/w.jpg", externalId: "P-9" })).toMatchObject({
        alreadyStored: true,
        image: { path: "2018/IMG_0001.jpg", externalId: "P-9" },
      });
      expect(await add(winter, { externalId: "P-9" })).toMatchObject({ image: { externalId: "P-9" } });
      expect(await add(winter, { externalId: "P-10" })).toMatchObject({
        code: "INVALID_INPUT",
        message: expect.stringContaining('with the externalId "P-9"; got "P-10"'),
      });
    });

    it("refuses an external id that is another's, be the picture stored or new, and what is no path", async () => {
      const taken = { code: "INVALID_INPUT", message: expect.stringContaining('externalId "P-1"') };
      expect(await add(await picture(900), { externalId: "P-1" })).toMatchObject(taken);
      expect(await add(await picture(901), {})).toMatchObject({ alreadyStored: false });
      expect(await add(await picture(901), { externalId: "P-1" })).toMatchObject(taken);
      for (const path of ["/etc/a.jpg", "../a.jpg", "a//b.jpg", "", "a\0b", "x/".repeat(600)])
        expect(await add(await picture(902), { path })).toMatchObject({ code: "INVALID_INPUT" });
      for (const externalId of ["", "  ", "x".repeat(256), "a\0"])
        expect(await add(await picture(902), { externalId })).toMatchObject({ code: "INVALID_INPUT" });
    });
  });
});
