import sharp from "sharp";
import { fromGlobalId, toGlobalId } from "../../../src/services/global-id";
import { readImageBytes } from "../../../src/storage/images/images";
import { listImageIds } from "../../../src/storage/images/list-images";
import { activateModelVersion, type ModelVersionRow } from "../../../src/storage/models/model-versions";
import {
  activateWithSigmoid,
  createScores,
  type Edge,
  indexed,
  PAGE,
  ranked,
  searchPage,
  searchPages,
  searchRefusal,
  sigmoid,
} from "../../helpers/search/search-steps";
import { addImage, addPicture, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

describe("a search", () => {
  let service: TestService;
  let scores: Awaited<ReturnType<typeof createScores>>;
  let scenes: ModelVersionRow;
  let unindexed: { readonly indexed: object; readonly edges: readonly Edge[]; readonly exact: boolean };

  beforeAll(async () => {
    service = await startTestService({ firstModel: true });
    scenes = await service.app.context.models.active();
    await activateWithSigmoid(service);
    unindexed = await search({ labels: ["blue star"] });
    await indexed(service);
    scores = await createScores(service);
  });
  afterAll(() => service.stop());

  const search = (query: object, more = {}) => searchPage(service, query, more);
  const everyPage = (query: object, more = {}) => searchPages(service, query, more);
  const refusal = (query: object, more = {}) => searchRefusal(service, query, more);
  it("answers over what is indexed, and begins to index the rest by itself", async () => {
    expect(unindexed).toMatchObject({ indexed: { images: 0, of: 306 }, edges: [], exact: true });
    const { indexed } = await search({ labels: ["blue star"] }, { first: 1 });
    expect(indexed).toEqual({ images: 306, of: 306 });
  });

  it("gives every image in the order of its score for the label, bit by bit, and over pages without a gap", async () => {
    const own = await scores.of("blue star");
    const edges = await everyPage({ labels: ["blue star"] });
    expect(scores.places(edges)).toEqual(ranked(own));
    expect(edges.map(({ score }) => score)).toEqual(ranked(own).map((place) => own[place]));
    expect(edges.map(({ rank }) => rank)).toEqual(scores.imageIds.map((_, index) => index + 1));
    expect(edges.map(({ probability }) => probability)).toEqual(edges.map(({ score }) => sigmoid(score)));
  });

  it("cuts by probability and counts what is above the cut", async () => {
    const own = await scores.of("blue star");
    const expected = ranked(own).filter((place) => sigmoid(own[place]!) >= 0.7);
    const { totalCount, totalCountAtMost, edges } = await search({ labels: ["blue star"] }, { cut: 0.7 });
    expect(scores.places(edges)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(3);
    expect([totalCount, totalCountAtMost]).toEqual([expected.length, expected.length]);
  });

  it("gives what is above the cut in another order over pages, and no search without a cut", async () => {
    const best = (await search({ labels: ["blue star"] }, { cut: 0.7 })).edges as Edge[];
    const ranks = new Map(best.map(({ image, rank }) => [image.id, rank]));
    const order = { by: "ADDED", direction: "ASC" };
    const edges = await everyPage({ labels: ["blue star"] }, { cut: 0.7, order, first: 3 });
    const ids = edges.map(({ image }) => image.id);
    expect(ids).toEqual(scores.imageIds.map((id) => toGlobalId("Image", id)).filter((id) => ranks.has(id)));
    expect(edges.map(({ rank }) => rank)).toEqual(ids.map((id) => ranks.get(id)));
    expect(await refusal({ labels: ["blue star"] }, { order })).toMatchObject({ code: "INVALID_INPUT" });
    const [{ cursor }] = best as [Edge];
    expect(await refusal({ labels: ["blue star"] }, { cut: 0.7, order, after: cursor })).toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  it("ranks by the least of all, by the greatest of any, and leaves out what has what must not be there", async () => {
    const star = await scores.of("blue star");
    const disc = await scores.of("dotted disc");
    const ring = await scores.of("yellow ring");
    const all = star.map((score, place) => Math.min(score, disc[place]!));
    const any = all.map((score, place) => Math.max(score, ring[place]!));
    const query = { any: [{ labels: ["blue star", "dotted disc"] }, { labels: ["yellow ring"] }] };
    expect(scores.places(await everyPage(query))).toEqual(ranked(any));
    const without = await everyPage({ labels: ["blue star"], not: [{ labels: ["yellow ring"] }] });
    expect(scores.places(without)).toEqual(ranked(star).filter((place) => sigmoid(ring[place]!) < 0.5));
  });

  it("finds an image by itself, and by a part of it", async () => {
    const id = (await search({ labels: ["blue star"] }, { first: 1 })).edges[0].image.id;
    const { edges } = await search({ likeImage: id }, { first: 20 });
    expect(edges.map((edge: Edge) => edge.image.id)).toContain(id);
    const box = { left: 0, top: 0, right: 60, bottom: 60 };
    expect((await search({ likeRegion: { imageId: id, box } })).edges).toHaveLength(100);
    const outside = { imageId: id, box: { ...box, left: 500, right: 600 } };
    expect((await refusal({ likeRegion: outside })).code).toBe("INVALID_INPUT");
    expect((await refusal({ likeImage: id }, { cut: 0.5 })).code).toBe("NOT_CALIBRATED");
  });

  it("asks where things are: each image that is found has a box of the one label left of one of the other", async () => {
    const near = [{ label: "disc", relation: "LEFT_OF", of: "square" }];
    const { data } = await service.query(
      `query ($query: ImageSearch!) { searchImages(query: $query, first: 100, waitForProof: true) {
         exact totalCount totalCountAtMost
         edges { terms { label probability } regions { position boxes { left right } heatMapUrl } } } }`,
      { query: { labels: ["disc", "square"], near } },
    );
    const { edges, exact, totalCount, totalCountAtMost } = data.searchImages;
    expect(exact).toBe(true);
    expect(edges.length).toBeGreaterThan(0);
    expect([totalCount, totalCountAtMost]).toEqual([edges.length, edges.length]);
    for (const { regions, terms } of edges) {
      const [discs, squares] = regions.map(({ boxes }: { boxes: object }) => boxes);
      const isLeft = discs.some((disc: { right: number }) =>
        squares.some((square: { left: number }) => disc.right <= square.left + 8),
      );
      expect(isLeft).toBe(true);
      for (const { probability } of terms) expect(probability).toBeGreaterThanOrEqual(0.5);
    }
  });

  it("encodes images again whose regions were let go, a few while somebody waits and the others for the proof", async () => {
    const gone = scores.imageIds.slice(0, 250);
    const { pool } = service.app.context.db;
    await pool.query('DELETE FROM "Regions" WHERE "imageId" = ANY($1::uuid[])', [gone]);
    const query = { labels: ["white heart"] };
    const { data } = await service.query(
      `query ($query: ImageSearch!) { searchImages(query: $query, first: 100, filter: { nameContains: "scene" }) { ${PAGE} } }`,
      { query },
    );
    expect(data.searchImages).toMatchObject({ exact: false });
    expect(data.searchImages.edges.length).toBeGreaterThan(0);
    const proven = await everyPage(query);
    const own = await scores.of("white heart");
    expect(scores.places(proven)).toEqual(ranked(own));
    expect(proven.map(({ score }) => score)).toEqual(ranked(own).map((place) => own[place]));
  });

  it("searches among the images that meet a filter, whoever added them", async () => {
    const own = await scores.of("blue star");
    const edges = await everyPage({ labels: ["blue star"] }, { filter: { nameContains: "scene 1" } });
    const positions = scores.places(edges);
    expect(positions).toHaveLength(1 + 111); // "scene 1" of the six, and "test scene 1", 10 to 19 and 100 to 199
    expect(positions).toEqual(ranked(own).filter((place) => positions.includes(place)));
  });

  it("leaves out an image for a label that a person says is not there, and only for that one", async () => {
    const [best] = (await search({ labels: ["dotted cross"] }, { first: 1 })).edges;
    await mutate(service, "correctImages", { imageIds: [best.image.id], label: "Dotted Cross" }, "");
    const ids = (edges: readonly Edge[]) => edges.map(({ image }) => image.id);
    expect(ids(await everyPage({ labels: ["dotted cross"] }))).not.toContain(best.image.id);
    expect(ids(await everyPage({ labels: ["blue star"] }))).toContain(best.image.id);
  });

  it("tells of its proof until that is done", async () => {
    const { data } = await service.query(
      '{ searchImages(query: { labels: ["striped square"] }, first: 5) { searchId } }',
    );
    const events = await service.collect(
      "subscription ($id: ID!) { searchProgress(searchId: $id) { rescored of exact totalCount } }",
      { id: data.searchImages.searchId },
    );
    expect(events.at(-1)!.data.searchProgress).toMatchObject({ exact: true });
    const lost = service.collect('subscription { searchProgress(searchId: "lost") { exact } }');
    await expect(lost).rejects.toMatchObject([{ extensions: { code: "SEARCH_EXPIRED" } }]);
  });

  it("ends without a line in the log when its caller leaves", async () => {
    const lines = service.log.length;
    const caller = new AbortController();
    const { proofs } = service.app.context.searches;
    const ended = new Promise<unknown>((resolve) => {
      jest.spyOn(proofs, "proven").mockImplementationOnce((_ranking, _upTo, signal) => {
        caller.abort();
        return new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason)));
      });
      const ask = '{ searchImages(query: { labels: ["cyan ring"] }, first: 1, waitForProof: true) { took } }';
      const request = { method: "POST", headers: { "content-type": "application/json" } };
      void fetch(`${service.url}/graphql`, {
        ...{ ...request, body: JSON.stringify({ query: ask }), signal: caller.signal },
      }).catch(resolve);
    });
    await ended;
    await search({ labels: ["cyan ring"] }); // when what was left has ended
    expect(service.log).toHaveLength(lines);
  });

  it("gives what is similar to an image, and copies of it in another size and format", async () => {
    const { context } = service.app;
    const [original] = await listImageIds(context.db, { addedByPerson: true }, 1);
    const stored = await readImageBytes(context.db, original!);
    const bytes = await sharp(stored!.bytes).resize(160).jpeg({ quality: 80 }).toBuffer();
    const copy = (await addImage(service, bytes, "copy.jpg")).image.id;
    await context.regions.regionsOf(await context.models.active(), fromGlobalId("Image", copy));
    await context.indexes.settle();
    const { data } = await service.query(
      `query ($id: ID!) { image(id: $id) { similar(first: 5) { similarity image { name } }
         nearDuplicates { similarity image { id } } } }`,
      { id: toGlobalId("Image", original!) },
    );
    const { similar, nearDuplicates } = data.image;
    expect(nearDuplicates[0]).toEqual({ image: { id: copy }, similarity: expect.closeTo(1, 2) });
    expect(nearDuplicates.length).toBeLessThan(4);
    expect(similar[0].image.name).toBe("copy.jpg");
    const similarities = similar.map(({ similarity }: { similarity: number }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    await mutate(service, "deleteImage", { id: copy }, "");
  });

  it("says what it cannot look for, and what to do", async () => {
    const cases: [object, Record<string, unknown>, object][] = [
      [{}, {}, { code: "INVALID_INPUT", message: expect.stringContaining("Say what to look for") }],
      [{ labels: [..."abcdefghi"] }, {}, { message: expect.stringContaining("at most 8") }],
      [{ labels: ["blue star"] }, { first: 0 }, { message: expect.stringContaining("from 1 to 100; got 0") }],
      [{ labels: ["blue star"] }, { cut: 1 }, { message: expect.stringContaining("between 0 and 1; got 1") }],
      [{ labels: ["blue star"] }, { after: "x" }, { message: expect.stringContaining("Search again") }],
      [{ labels: ["frobnicator"] }, {}, { code: "INVALID_VOCABULARY" }],
    ];
    for (const [query, more, expected] of cases) expect(await refusal(query, more)).toMatchObject(expected);
    const { data } = await service.query('{ modelVersionByName(name: "scenes") { id } }');
    const uncalibrated = { model: data.modelVersionByName.id, cut: 0.5 };
    expect(await refusal({ labels: ["blue star"] }, uncalibrated)).toMatchObject({
      code: "NOT_CALIBRATED",
      message: expect.stringContaining("regionary evaluate"),
    });
    const without = await search({ labels: ["blue star"] }, { model: uncalibrated.model, first: 1 });
    expect(without).toMatchObject({ calibrated: false, edges: [{ probability: null }] });
  });

  it("has what it finds tagged: all at or above its cut, or some of the best", async () => {
    const tagged = async (tag: string, found: object) =>
      mutate(
        service,
        "tagImages",
        { tags: [tag], found },
        "... on ChangedImages { imageCount } ... on Error { code message }",
      );
    const withTag = async (tag: string) =>
      (await search({ labels: ["blue star"] }, { filter: { tag } })).edges.map(({ image }: Edge) => image.id);
    const { searchId, edges } = await search({ labels: ["blue star"] }, { cut: 0.7 });
    const ids = edges.map(({ image }: Edge) => image.id);
    expect(await tagged("surely", { searchId })).toMatchObject({ imageCount: ids.length });
    expect(await withTag("surely")).toEqual(ids);
    const every = (await search({ labels: ["blue star"] }, { first: 1 })).searchId;
    expect(await tagged("best", { searchId: every, first: 2 })).toMatchObject({ imageCount: 2 });
    expect(await withTag("best")).toEqual(ids.slice(0, 2));
    expect(await tagged("all", { searchId: every })).toMatchObject({
      ...{ code: "INVALID_INPUT", message: expect.stringContaining("finds every image") },
    });
  });

  it("completes words by labels that its model can take, and says whether it gives probabilities", async () => {
    const { data } = await service.query(
      `{ suggestWords(beginning: "STA", first: 3) long: suggestWords(beginning: "star", first: 50)
         no: suggestWords(beginning: "tar") activeModelVersion { givesProbabilities }
         modelVersionByName(name: "scenes") { givesProbabilities } }`,
    );
    expect(data.suggestWords).toHaveLength(3);
    for (const word of data.long) expect(word).toMatch(/(^| )star/);
    expect(data.long).toContain("blue star");
    expect(data.no).toEqual([]);
    expect(data.activeModelVersion.givesProbabilities).toBe(true);
    expect(data.modelVersionByName.givesProbabilities).toBe(false);
  });

  it("can be downloaded, with every image that it finds and its boxes, as long as it is remembered", async () => {
    const query = { labels: ["blue star"], not: [{ labels: ["yellow ring"] }] };
    const expected = await everyPage(query);
    const { data } = await service.query(
      "query ($query: ImageSearch!) { searchImages(query: $query, first: 1) { ndjsonUrl csvUrl } }",
      { query },
    );
    const { ndjsonUrl, csvUrl } = data.searchImages;
    const lines = (await (await fetch(ndjsonUrl)).text()).trim().split("\n");
    const given = lines.map((line) => JSON.parse(line));
    expect(given.map(({ rank, imageId, score }) => ({ rank, imageId, score }))).toEqual(
      expected.map(({ rank, image, score }) => ({ rank, imageId: image.id, score })),
    );
    const labels = given.map(({ labels: found }) => found.map(({ label }: { label: string }) => label));
    expect(new Set(labels.flat())).toEqual(new Set(["blue star"]));
    const rows = (await (await fetch(`${csvUrl}?first=3&boxes=true`)).text()).trim().split("\r\n");
    expect(rows).toHaveLength(1 + 3);
    expect(rows[1]).toMatch(/^1,[\w-]+,.*,blue star,.*,(\d+ \d+ \d+ \d+)(;\d+ \d+ \d+ \d+)*$/);
    const [odd, gone] = [await fetch(`${csvUrl}?first=0`), await fetch(`${service.url}/searches/0f.csv`)];
    expect([odd.status, gone.status]).toEqual([400, 410]);
    expect(await gone.json()).toMatchObject({ errors: [{ extensions: { code: "SEARCH_EXPIRED" } }] });
  });

  it("goes on over pages by the same model, whatever is added, deleted or activated meanwhile", async () => {
    const query = { labels: ["blue star"] };
    const before = (await everyPage(query)).map(({ image }) => image.id);
    const first = await search(query, { first: 3 });
    await addPicture(service, 1);
    const { data } = await service.query("{ images(first: 6) { edges { node { id } } } }");
    const own: string[] = data.images.edges.map(({ node }: { node: { id: string } }) => node.id);
    const gone = before.slice(3).find((id) => own.includes(id))!;
    await mutate(service, "deleteImage", { id: gone }, "");
    await activateModelVersion(service.app.context.db, scenes.id);
    const second = await search(query, { first: 100, after: first.pageInfo.endCursor });
    expect(second.modelVersion.name).toBe("sigmoid");
    expect(second.pageInfo.hasPreviousPage).toBe(true);
    const ids = second.edges.map(({ image }: Edge) => image.id);
    const left = before.slice(3).filter((id) => id !== gone);
    expect(ids).toEqual(left.slice(0, 100));
    expect((await search(query, { first: 1 })).modelVersion.name).toBe("scenes");
    const other = { labels: ["yellow ring"] };
    expect(await refusal(other, { after: first.pageInfo.endCursor })).toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});
