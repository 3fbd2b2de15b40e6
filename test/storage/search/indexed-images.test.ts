import { deleteImage } from "../../../src/storage/images/delete-image";
import { deleteUnusedImages } from "../../../src/storage/images/delete-unused-images";
import { addToIndex, readDeletions, readSketches } from "../../../src/storage/search/indexed-images";
import { removeRetiredIndexes, retireIndexesExcept } from "../../../src/storage/search/retire-indexes";
import {
  createSearchIndex,
  findSearchIndex,
  listSearchIndexes,
} from "../../../src/storage/search/search-indexes";
import { listMissingImages, recordUnindexed } from "../../../src/storage/search/unindexed-images";
import { storedModel } from "../../helpers/models/stored-model";

const IMAGES = 60;
const BYTES = 16;
const layout = { rows: 4, whole: false, regionSize: 4, dims: 16, blocks: 1 };

describe("the images of a search index", () => {
  const stored = storedModel(IMAGES);
  const hashOf = (letter: string) => letter.repeat(64);
  const newIndex = async (letter: string) => {
    const { db } = stored();
    const given = { encoderHash: hashOf(letter), generation: 0, layout, basisHash: null, isReady: true };
    await createSearchIndex(db, given);
    return (await findSearchIndex(db, hashOf(letter)))!.id;
  };
  const sketched = (imageId: string) => ({ imageId, sketch: Buffer.alloc(BYTES, imageId.slice(-2)) });

  it("have dense positions and a tombstone for each that was deleted, whoever adds and deletes at once", async () => {
    const { db, imageIds } = stored();
    const ids = [await newIndex("a"), await newIndex("b")];
    const doomed = imageIds.slice(0, 24);
    const unused = imageIds.slice(24, 36);
    await db.pool.query('UPDATE "Image" SET "addedByPerson" = false WHERE "id" = ANY($1::uuid[])', [unused]);
    const adding = ids.flatMap((id) =>
      [0, 1, 2].map(async (caller) => {
        for (let from = 0; from < IMAGES; from += 5) {
          const some = Array.from({ length: 5 }, (_, n) => imageIds[(from + n + caller * 20) % IMAGES]!);
          await addToIndex(db, id, some.map(sketched));
        }
      }),
    );
    const deleting = doomed.map((id) => deleteImage(db, id));
    await Promise.all([...adding, ...deleting, deleteUnusedImages(db, unused)]);
    for (const id of ids) {
      const { rows } = await db.pool.query('SELECT "count", "revision" FROM "SearchIndex" WHERE "id" = $1', [
        id,
      ]);
      const { count, revision } = rows[0];
      const block = await readSketches(db, id, { from: 0, to: count, bytes: BYTES });
      const tombstones = await readDeletions(db, id, { after: -1, upTo: revision });
      expect([...tombstones].sort((a, b) => a - b)).toEqual(block.gone);
      const alive = new Set(await positions(id));
      expect(alive.size + tombstones.length).toBe(count);
      expect(Math.max(-1, ...alive, ...tombstones)).toBe(count - 1);
      const left = await listMissingImages(db, id, { after: null, limit: IMAGES });
      expect(alive.size + left.length).toBe(await db.prisma.image.count()); // unused ones may have been in use
    }
  });

  it("are missing until they are added, or recorded as unreadable", async () => {
    const { db, imageIds } = stored();
    const id = await newIndex("c");
    const there = imageIds.slice(40, 44);
    const missing = async () =>
      (await listMissingImages(db, id, { after: null, limit: IMAGES })).filter((each) =>
        there.includes(each),
      );
    expect(await missing()).toEqual([...there].sort());
    await addToIndex(db, id, [sketched(there[0]!)]);
    await recordUnindexed(db, id, [
      { imageId: there[1]!, code: "INVALID_IMAGE", message: "It is no picture." },
    ]);
    expect(await missing()).toEqual([...there.slice(2)].sort());
  });

  it("go with an index that no model uses, while others stay", async () => {
    const { db, imageIds } = stored();
    const id = await newIndex("d");
    await addToIndex(db, id, imageIds.slice(45, 50).map(sketched));
    await retireIndexesExcept(db, ["a", "b", "c"].map(hashOf));
    expect(await findSearchIndex(db, hashOf("d"))).not.toBeNull(); // a model may have come since
    await db.pool.query(`UPDATE "SearchIndex" SET "createdAt" = now() - interval '2 hours'`);
    await retireIndexesExcept(db, ["a", "b", "c"].map(hashOf));
    await removeRetiredIndexes(db);
    expect((await listSearchIndexes(db)).map(({ encoderHash }) => encoderHash[0]).sort()).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(await positions(id)).toEqual([]);
    expect(await addToIndex(db, id, [sketched(imageIds[50]!)])).toBe(false);
  });

  const positions = async (id: string): Promise<number[]> => {
    const { rows } = await stored().db.pool.query<{ position: number }>(
      'SELECT "position" FROM "IndexedImage" WHERE "indexId" = $1',
      [id],
    );
    return rows.map(({ position }) => position);
  };
});
