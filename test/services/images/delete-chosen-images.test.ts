import { deleteChosenImages } from "../../../src/services/images/delete-chosen-images";
import { predictionBatches } from "../../../src/storage/predictions/prediction-batches";
import { storedModel } from "../../helpers/models/stored-model";
import { beginBatch, storeBatch, storePicture } from "../../helpers/services/stored-batches";

const NOWHERE = "00000000-0000-7000-8000-000000000000";

describe("images that are deleted together", () => {
  const stored = storedModel(0);
  const pictures = (...seeds: number[]) => Promise.all(seeds.map((seed) => storePicture(stored().db, seed)));
  const kept = async (ids: readonly string[]) =>
    (await stored().db.prisma.image.findMany({ where: { id: { in: [...ids] } } })).length;

  it("are gone with their predictions, and the same call again finds nothing to do", async () => {
    const { db } = stored();
    const [a, b, c, other] = (await pictures(1, 2, 3, 4)) as [string, string, string, string];
    const partly = await storeBatch(stored(), [a, b, other]);
    const whole = await storeBatch(stored(), [a, c]);
    for (const { id } of [partly, whole]) await beginBatch(db, id);
    const ids = [c, a, b, a, NOWHERE];
    expect(await deleteChosenImages(db, { ids })).toMatchObject({ deletedCount: 3, inUseCount: 0 });
    const batches = await predictionBatches.find(db, [partly.id, whole.id]);
    expect(batches.find(({ id }) => id === partly.id)).toMatchObject({ total: 1, state: "RUNNING" });
    expect(batches.find(({ id }) => id === whole.id)).toMatchObject({ total: 0, state: "COMPLETED" });
    expect(await kept([a, b, c, other])).toBe(1);
    expect(await deleteChosenImages(db, { ids })).toMatchObject({ deletedCount: 0, inUseCount: 0 });
  });

  it("are all that meet a filter, in as many lots as there are, with their bytes", async () => {
    const { db } = stored();
    await db.pool.query(
      `WITH made AS (SELECT n, lpad(n::text, 64, 'x') AS hash FROM generate_series(1, 1234) n),
         blobs AS (INSERT INTO "Blob" ("hash", "sizeBytes") SELECT hash, 1 FROM made RETURNING "hash")
       INSERT INTO "Image" ("id", "sha256", "sizeBytes", "mediaType", "width", "height", "name")
       SELECT gen_random_uuid(), hash, 1, 'image/png', 1, 1, 'many' FROM made`,
    );
    const chosen = { filter: { nameContains: "MANY" } };
    expect(await deleteChosenImages(db, chosen)).toMatchObject({ deletedCount: 1234, inUseCount: 0 });
    expect(await db.prisma.blob.count({ where: { hash: { startsWith: "xxxx" } } })).toBe(0);
  });

  it("are left where a benchmark set has them, which is named", async () => {
    const { db, vocabulary } = stored();
    const [used, free] = (await pictures(5, 6)) as [string, string];
    const set = await db.prisma.benchmarkSet.create({
      data: {
        ...{ name: "set", kind: "IMAGES", format: "coco-instances", protocol: "custom", unlisted: "ABSENT" },
        ...{ vocabularyId: vocabulary.id, labelKeys: [], total: 1 },
      },
    });
    await db.prisma.benchmarkItem.create({
      data: {
        setId: set.id,
        position: 0,
        name: "used",
        imageId: used,
        present: [],
        absent: [],
        unknown: [],
        hash: new Uint8Array(32),
      },
    });
    expect(await deleteChosenImages(db, { ids: [free, used] })).toEqual({
      ...{ deletedCount: 1, inUseCount: 1, usedBy: new Set([set.id]) },
    });
    expect(await kept([used, free])).toBe(1);
  });

  it.each([0, 10_001])("are refused, all of them, if %d are named", async (count) => {
    const ids = new Array<string>(count).fill(NOWHERE);
    await expect(deleteChosenImages(stored().db, { ids })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: `Give 1 to 10000 images; got ${count}.`,
    });
  });
});
