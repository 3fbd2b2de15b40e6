import { createHash } from "node:crypto";
import sharp from "sharp";
import { addImage as storeImage } from "../../../src/storage/images/images";
import { countRows } from "../../helpers/count-rows";
import { headOf, refusal } from "../../helpers/pictures/picture-answer";
import { picture } from "../../helpers/pictures/pictures";
import { batchEvents } from "../../helpers/services/batch-events";
import { sendFiles } from "../../helpers/services/send-files";
import {
  addedImages,
  addImage,
  addPicture,
  createVocabulary,
  mutate,
  predict,
  predictAndWait,
  readBatch,
} from "../../helpers/services/service-steps";
import { connect, startTestService, type TestService } from "../../helpers/services/test-service";

const addFiles = `mutation ($images: [NewImageInput!]!) { addImages(input: { images: $images }) { ${addedImages} } }`;

describe("images", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("are described by their bytes, and can be downloaded again", async () => {
    const bytes = await picture(1, { width: 50, height: 20 });
    const { image } = await addImage(service, bytes, "noise.jpg");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(image).toMatchObject({ name: "noise.jpg", mediaType: "image/png", width: 50, height: 20, sha256 });
    expect(image.sizeBytes).toBe(bytes.length);
    const download = await fetch(image.url);
    expect(download.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
  });

  it("have thumbnails: WebPs of the picture as a person sees it, which the service and browsers keep", async () => {
    // Stored lying on its side; what is seen is red above and see-through below.
    const seen = sharp({ create: { width: 40, height: 100, channels: 4, background: "#0000" } });
    const red = { create: { width: 40, height: 50, channels: 4, background: "#f00" } } as const;
    const upright = await seen
      .composite([{ input: red, left: 0, top: 0 }])
      .png()
      .toBuffer();
    const bytes = await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).png().toBuffer();
    const { image } = await addImage(service, bytes, "sideways");
    const { data } = await service.query(
      "query ($id: ID!) { image(id: $id) { sha256 thumbnailUrl small: thumbnailUrl(width: 20) } }",
      { id: image.id },
    );
    const { small, thumbnailUrl, sha256 } = data.image;
    expect(await headOf(thumbnailUrl)).toEqual(["image/webp", "webp", 40, 100]);
    const response = await fetch(small);
    const etag = response.headers.get("etag") ?? "";
    expect(etag).toBe(`"${sha256}-20"`);
    expect(response.headers.get("cache-control")).toMatch(/^private,.* immutable$/);
    const { data: pixels, info } = await sharp(Buffer.from(await response.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 20, height: 50, channels: 3 });
    const at = (row: number) => [...pixels.subarray((row * 20 + 10) * 3).subarray(0, 3)];
    const [r = 0, g = 255, b = 255] = at(5);
    expect([r > 240, g < 15, b < 15]).toEqual([true, true, true]);
    expect(Math.min(...at(45))).toBeGreaterThan(250);
    expect((await fetch(small, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await fetch(thumbnailUrl, { headers: { "if-none-match": etag } })).status).toBe(200);

    // The one of a usual width was kept, and needs the picture's bytes no more.
    await service.app.context.db.pool.query('DELETE FROM "BlobChunk" WHERE "hash" = $1', [sha256]);
    expect(await headOf(thumbnailUrl)).toEqual(["image/webp", "webp", 40, 100]);
    expect((await fetch(small)).status).toBeGreaterThanOrEqual(500);

    await mutate(service, "deleteImage", { id: image.id }, "");
    for (const url of [small, thumbnailUrl])
      expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(404);
  });

  it("have no thumbnails of other widths than 16 to 2048, or of a picture that cannot be decoded", async () => {
    const id = await addPicture(service, 1);
    for (const width of ["15", "2049", "-20", "20.5", "1e3", "wide", ""]) {
      const address = `${service.url}/images/${id}/thumbnail.webp?width=${width}`;
      const message = `width must be a whole number of pixels from 16 to 2048, or left out; got "${width}".`;
      expect(await refusal(address)).toEqual([400, message]);
    }
    const { errors } = await service.query(
      "query ($id: ID!) { image(id: $id) { thumbnailUrl(width: 2049) } }",
      { id },
    );
    expect(errors?.[0]?.message).toMatch(/from 16 to 2048.*got 2049\.$/);

    const whole = await picture(8, { width: 96, height: 64 });
    const bytes = whole.subarray(0, whole.length / 2);
    const about = { mediaType: "image/png", width: 96, height: 64, name: null, addedByPerson: true };
    const sha256 = "0".repeat(64);
    const { image } = await storeImage(service.app.context.db, { bytes, sha256, ...about });
    const [status, message] = await refusal(`${service.url}/images/${image.id}/thumbnail.webp`);
    expect([status, message]).toEqual([400, expect.stringContaining("cut off or damaged")]);
  });

  it("may come as data URLs, and with line breaks in their base64", async () => {
    const bytes = await picture(2);
    const base64 = `data:image/png;base64,${bytes.toString("base64").replace(/.{76}/g, "$&\n")}`;
    const input = { images: [{ source: { base64 } }] };
    const { results } = await mutate(service, "addImages", input, addedImages);
    expect(results[0].image.sizeBytes).toBe(bytes.length);
  });

  it("may come as uploads, several in one request, each under its file's name unless another is given", async () => {
    const files = { bytes: await picture(3), name: "sea.png" };
    const others = { bytes: await picture(4), name: "hill.png" };
    const images = [{ source: { upload: null } }, { source: { upload: null }, name: "the hill" }];
    const { data, errors } = await sendFiles(
      service.url,
      addFiles,
      { images },
      { "images.0.source.upload": files, "images.1.source.upload": others },
    );
    expect(errors).toBeUndefined();
    expect(data.addImages.results.map((result: { image: { name: string } }) => result.image.name)).toEqual([
      "sea.png",
      "the hill",
    ]);
  });

  it("are stored once under their first name, however often and simultaneously the same bytes come", async () => {
    const bytes = await picture(5);
    const before = await countRows(service);
    const added = await Promise.all(
      Array.from({ length: 8 }, (_, i) => addImage(service, bytes, `copy ${i}`)),
    );
    expect(new Set(added.map(({ image }) => image.id)).size).toBe(1);
    expect(new Set(added.map(({ image }) => image.name)).size).toBe(1);
    expect(added.filter(({ alreadyStored }) => !alreadyStored)).toHaveLength(1);
    expect((await countRows(service)).Image).toBe(before.Image + 1);
  });

  it("are listed newest first, each on one page", async () => {
    for (const seed of [11, 12, 13, 14, 15]) await addPicture(service, seed);
    const { Image: stored } = await countRows(service);
    const names: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data } = await service.query(
        `query ($after: String) { images(first: 2, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      const { edges, pageInfo } = data.images;
      names.push(...edges.map(({ node }: { node: { name: string } }) => node.name));
      if (!pageInfo.hasNextPage) break;
      expect(edges).toHaveLength(2);
      after = pageInfo.endCursor;
    }
    expect(names).toHaveLength(stored);
    expect(names.slice(0, 5)).toEqual([15, 14, 13, 12, 11].map((seed) => `picture ${seed}`));
  });

  it("are deleted together with their predictions and regions", async () => {
    const before = await countRows(service);
    const [kept, gone] = [await addPicture(service, 21), await addPicture(service, 22)];
    const vocabularyId = await createVocabulary(service);
    const { id } = await predictAndWait(service, { imageIds: [kept, gone], vocabularyId });
    expect((await countRows(service)).Regions).toBe(before.Regions + 2);
    expect(await mutate(service, "deleteImage", { id: gone }, "... on Deleted { id }")).toMatchObject({
      id: gone,
    });
    const after = await countRows(service);
    expect(after.Image).toBe(before.Image + 1);
    expect(after.Prediction).toBe(before.Prediction + 1);
    expect(after.Regions).toBe(before.Regions + 1);
    expect(await readBatch(service, id)).toMatchObject({ state: "COMPLETED", total: 1, completed: 1 });
    const again = await mutate(service, "deleteImage", { id: gone }, "... on Deleted { id }");
    expect(again).toMatchObject({ __typename: "NotFoundError", code: "NOT_FOUND" });
  });

  it("are no longer counted by a running batch once they are deleted, and the batch still completes", async () => {
    const [kept, gone] = [await addPicture(service, 31), await addPicture(service, 32)];
    const vocabularyId = await createVocabulary(service);
    const imageIds = [...new Array<string>(1_000).fill(kept), gone];
    const { batch } = await predict(service, { imageIds, vocabularyId, topK: 1 });
    const client = connect(service.url);
    let last: unknown;
    for await (const event of batchEvents(client, batch.id)) {
      if (event.sequence === 2) await mutate(service, "deleteImage", { id: gone }, "");
      last = event;
    }
    await client.dispose();
    expect(last).toMatchObject({ state: "COMPLETED", completed: 1_000, failed: 0, total: 1_000 });
  });
});
