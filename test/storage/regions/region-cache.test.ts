import { deleteImage } from "../../../src/storage/images/delete-image";
import { createRegionCache } from "../../../src/storage/regions/region-cache";
import { storedModel } from "../../helpers/models/stored-model";
import { storePicture } from "../../helpers/services/stored-batches";

const HALVES = 50; // 100 bytes
const IMAGES = 30;
const encoderHash = "e".repeat(64);

describe("the region cache", () => {
  const stored = storedModel(IMAGES);
  const open = (budgetBytes: number) => {
    const { db } = stored();
    const cache = createRegionCache(db, budgetBytes);
    const regionsOf = (index: number) => new Uint16Array(HALVES).fill(index);
    const idOf = (index: number) => stored().imageIds[index] ?? "";
    return {
      put: (...indices: number[]) =>
        cache.put(
          encoderHash,
          indices.map((index) => ({ imageId: idOf(index), regions: regionsOf(index) })),
        ),
      get: async (index: number) => (await cache.get(encoderHash, [idOf(index)]))[0],
    };
  };
  const used = async () => {
    const { rows } = await stored().db.pool.query(
      'SELECT coalesce(sum("sizeBytes"), 0)::int AS bytes FROM "Regions"',
    );
    return rows[0].bytes;
  };
  /** As if all that is there had been used so long ago, in the order of the images. */
  const age = () =>
    stored().db.pool.query(
      `UPDATE "Regions" r SET "usedAt" = now() - interval '1 hour' + i."name"::int * interval '1 second'
       FROM "Image" i WHERE i."id" = r."imageId"`,
    );
  afterEach(() => stored().db.pool.query('TRUNCATE "Regions"'));

  it("returns what was put, bit for bit, and nothing else", async () => {
    const { put, get } = open(1_000);
    await put(3);
    await put(3);
    expect(await get(3)).toEqual(new Uint16Array(HALVES).fill(3));
    expect(await get(4)).toBeNull();
  });

  it("keeps all there are with an infinite budget", async () => {
    const { put, get } = open(Number.POSITIVE_INFINITY);
    for (let index = 0; index < IMAGES; index++) await put(index);
    await age();
    await put(0);
    expect(await used()).toBe(IMAGES * HALVES * 2);
    expect(await get(1)).toEqual(new Uint16Array(HALVES).fill(1));
  });

  it("copies those of many images to their places, and says which are not there", async () => {
    const { db, imageIds } = stored();
    const cache = createRegionCache(db, 10_000);
    for (const index of [2, 5]) await open(10_000).put(index);
    const into = new Uint16Array(3 * HALVES).fill(9);
    const asked = [5, 3, 2].map((index) => imageIds[index] ?? "");
    expect(await cache.copyMany(encoderHash, asked, into)).toEqual([1]);
    const filled = (value: number) => new Array(HALVES).fill(value);
    expect([...into]).toEqual([...filled(5), ...filled(9), ...filled(2)]);
  });

  it("returns those of several images in the requested order, with null for what it does not have", async () => {
    const { db, imageIds } = stored();
    const cache = createRegionCache(db, 1_000);
    for (const index of [2, 5]) await open(1_000).put(index);
    const asked = [5, 3, 2, 5].map((index) => imageIds[index] ?? "");
    const filled = (value: number) => new Uint16Array(HALVES).fill(value);
    expect(await cache.get(encoderHash, asked)).toEqual([filled(5), null, filled(2), filled(5)]);
  });

  it("remembers those of several images together, but for one that was deleted or is remembered already", async () => {
    const { db } = stored();
    const { put, get } = open(10_000);
    await put(1);
    const deleted = await storePicture(db, 98);
    await deleteImage(db, deleted);
    const imageIds = [1, 2, 3].map((index) => stored().imageIds[index] ?? "");
    const images = [...imageIds, deleted].map((imageId) => ({
      imageId,
      regions: new Uint16Array(HALVES).fill(7),
    }));
    await createRegionCache(db, 10_000).put(encoderHash, images);
    const all = await Promise.all([1, 2, 3].map(get));
    expect(all.map((regions) => regions?.[0])).toEqual([1, 7, 7]);
    expect(await used()).toBe(3 * 2 * HALVES);
  });

  it("keeps to its budget under writes one after another and all at once", async () => {
    const oneByOne = open(1_000);
    for (let index = 0; index < IMAGES; index++) {
      await oneByOne.put(index);
      expect(await used()).toBeLessThanOrEqual(1_000);
    }
    const together = open(1_500);
    await Promise.all(Array.from({ length: IMAGES }, (_, index) => together.put(index)));
    expect(await used()).toBeLessThanOrEqual(1_500);
    expect(await used()).toBeGreaterThan(0);
  });

  it("drops the least recently used first", async () => {
    const { put, get } = open(1_000);
    for (let index = 0; index < 9; index++) await put(index);
    await age();
    await get(0); // used again, so that 1 is now the oldest
    for (const index of [20, 21]) await put(index);
    expect(await get(0)).not.toBeNull();
    expect(await get(1)).toBeNull();
    expect(await get(8)).not.toBeNull();
    expect(await get(21)).not.toBeNull();
  });

  it("shrinks to a smaller budget at the first write, and keeps nothing without a budget", async () => {
    const large = open(10_000);
    for (let index = 0; index < 20; index++) await large.put(index);
    await open(500).put(20);
    expect(await used()).toBeLessThanOrEqual(500);
    await stored().db.pool.query('TRUNCATE "Regions"');
    await open(0).put(1);
    expect(await used()).toBe(0);
  });

  it("forgets a deleted image, even if its regions come later", async () => {
    const { db } = stored();
    const cache = createRegionCache(db, 1_000);
    const image = await storePicture(db, 99);
    await cache.put(encoderHash, [{ imageId: image, regions: new Uint16Array(HALVES) }]);
    await deleteImage(db, image);
    expect(await used()).toBe(0);
    await cache.put(encoderHash, [{ imageId: image, regions: new Uint16Array(HALVES) }]);
    expect(await used()).toBe(0);
  });
});
