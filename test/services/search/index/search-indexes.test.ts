import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { LoadedModel } from "../../../../src/inference/engine/loaded-model";
import type { Sketcher } from "../../../../src/inference/sketching/create-sketcher";
import { identityBasis } from "../../../../src/search/sketch/basis";
import { sketchPlaces } from "../../../../src/search/sketch/sketch-layout";
import { createSearchIndexes } from "../../../../src/services/search/index/create-search-indexes";
import { sweepIndexes } from "../../../../src/services/search/index/sweep-indexes";
import { deleteImage } from "../../../../src/storage/images/delete-image";
import { takeOver } from "../../../../src/storage/search/search-indexes";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import { storedModel } from "../../../helpers/models/stored-model";
import { storePicture } from "../../../helpers/services/stored-batches";

/** Sketches whose every byte is the first number of the regions. */
const sketcher: Sketcher = {
  async sketch(_, layout, regions) {
    const { bytes } = sketchPlaces(layout);
    return Uint8Array.from(
      { length: bytes * regions.length },
      (_, at) => regions[Math.floor(at / bytes)]![0]!,
    );
  },
  learn: async (layout) => identityBasis(layout),
};
const regionsOf = (value: number) => new Uint16Array(4).fill(value);

describe("a search index", () => {
  const stored = storedModel(8);
  const directory = directoryPerTest();
  let encoderHash = "";
  beforeEach(() => {
    encoderHash = randomUUID().replaceAll("-", "").repeat(2);
  });
  /** As another process or host has it. */
  const opened = (name: string) => {
    const { db, model } = stored();
    const loaded = { encoderHash, description: model.description } as LoadedModel;
    const options = { dataDirectory: path.join(directory(), name), sketcher };
    const indexes = createSearchIndexes(db, { loaded: async () => loaded }, options);
    const open = () => indexes.open(model);
    const growing = async () => indexes.growing(await indexes.current(model));
    return { indexes, open, growing };
  };
  const id = (index: number) => stored().imageIds[index]!;
  const encoded = (...values: number[]) =>
    values.map((value) => ({ imageId: id(value), regions: regionsOf(value) }));

  it("gives each image the next position, and copies the sketches to every host", async () => {
    const [one, other] = [opened("one"), opened("other")];
    const before = await one.open();
    expect(before).toMatchObject({ revision: 0, count: 0, generation: 0, total: 8, missing: 8 });
    await one.indexes.add(await one.growing(), encoded(3, 1));
    await other.indexes.add(await other.growing(), encoded(1, 4));
    for (const host of [one, other]) {
      const index = await host.open();
      expect(index).toMatchObject({ revision: 2, count: 3, missing: 5 });
      expect(index.files.imageIds([0, 1, 2])).toEqual([id(3), id(1), id(4)]);
      expect([...(await host.indexes.positionsOf(index, [id(4), id(3), id(7)]))].sort()).toEqual(
        [[id(3), 0] as const, [id(4), 2] as const].sort(),
      );
    }
    expect(before.count).toBe(0); // a snapshot
    await Promise.all([one.indexes.close(), other.indexes.close()]);
  });

  it("grows by what is encoded for others once it exists, and not before", async () => {
    const { indexes, open, growing } = opened("one");
    const tell = (value: number) => indexes.onEncoded({ encoderHash, ...encoded(value)[0]! });
    await tell(2);
    await indexes.settle();
    expect((await open()).count).toBe(0);
    await growing();
    const told = [tell(5), tell(6)];
    await indexes.settle();
    await Promise.all(told);
    expect((await open()).count).toBe(2);
    await indexes.close();
  });

  it("keeps a position of a deleted image empty, whether a host had copied it or not", async () => {
    const { db } = stored();
    const [one, other] = [opened("one"), opened("other")];
    const gone = await storePicture(db, 50);
    const growing = await one.growing();
    await one.indexes.add(growing, [{ imageId: gone, regions: regionsOf(9) }, ...encoded(1)]);
    const before = await one.open();
    expect(await deleteImage(db, gone)).toBe(true);
    await one.indexes.add(growing, encoded(2));
    for (const host of [one, other]) {
      const index = await host.open();
      expect(index).toMatchObject({ revision: 3, count: 3, deleted: new Set([0]), missing: 6 });
      expect(index.files.imageIds([1, 2])).toEqual([id(1), id(2)]);
    }
    expect(before.deleted.size).toBe(0);
    await Promise.all([one.indexes.close(), other.indexes.close()]);
  });

  it("is copied anew to a host whose copy has what a database that was put back has lost", async () => {
    const { db } = stored();
    const before = opened("one");
    await before.indexes.add(await before.growing(), encoded(1, 2, 3));
    const { id: indexId } = await before.open();
    await before.indexes.close();
    await db.pool.query('DELETE FROM "IndexedImage" WHERE "indexId" = $1 AND "position" > 0', [indexId]);
    await db.pool.query('DELETE FROM "IndexDeletion" WHERE "indexId" = $1', [indexId]);
    await db.pool.query('UPDATE "SearchIndex" SET "count" = 1, "revision" = 1 WHERE "id" = $1', [indexId]);
    const after = opened("one");
    await after.indexes.add(await after.growing(), encoded(3, 4, 5));
    const index = await after.open();
    expect(index.files.imageIds([0, 1, 2, 3])).toEqual([id(1), id(3), id(4), id(5)]);
    await after.indexes.close();
  });

  it("says which positions meet a filter", async () => {
    const { indexes, open, growing } = opened("one");
    await indexes.add(await growing(), encoded(0, 1, 2));
    const index = await open();
    expect([...(await indexes.positionsMeeting(index, {}))]).toEqual([1, 1, 1]);
    expect([...(await indexes.positionsMeeting(index, { nameContains: "2" }))]).toEqual([0, 1, 0]);
    await indexes.close();
  });

  it("gives way to the next one, and what is retired meanwhile takes no more images", async () => {
    const { db } = stored();
    const { indexes, open, growing } = opened("one");
    const first = await growing();
    await indexes.add(first, encoded(0));
    await db.pool.query(
      `INSERT INTO "SearchIndex" ("encoderHash", "generation", "layout")
       SELECT "encoderHash", 1, "layout" FROM "SearchIndex" WHERE "id" = $1`,
      [first.id],
    );
    const { rows } = await db.pool.query<{ id: string }>(
      'SELECT "id" FROM "SearchIndex" WHERE "encoderHash" = $1 AND "generation" = 1',
      [encoderHash],
    );
    expect((await open()).generation).toBe(0);
    await takeOver(db, rows[0]!.id);
    expect(await open()).toMatchObject({ id: rows[0]!.id, generation: 1, count: 0 });
    expect(await indexes.add(first, encoded(1))).toBe(false);
    const dataDirectory = path.join(directory(), "one");
    const copies = async () => (await readdir(path.join(dataDirectory, "search"))).sort();
    expect(await copies()).toEqual([first.id, rows[0]!.id].sort());
    await sweepIndexes({ db, dataDirectory });
    expect(await copies()).toEqual([first.id, rows[0]!.id].sort()); // a search may be reading it
    await sweepIndexes({ db, dataDirectory });
    expect(await copies()).toEqual([rows[0]!.id]);
    await indexes.close();
  });
});
