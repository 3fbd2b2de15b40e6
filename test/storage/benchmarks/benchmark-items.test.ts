import { readBenchmarkFeatures } from "../../../src/storage/benchmarks/benchmark-features";
import {
  appendBenchmarkItems,
  listBenchmarkItems,
  type NewBenchmarkItem,
} from "../../../src/storage/benchmarks/benchmark-items";
import {
  addBenchmarkSet,
  completeBenchmarkSet,
  deleteBenchmarkSet,
  findBenchmarkSetByName,
} from "../../../src/storage/benchmarks/benchmark-sets";
import { deleteImage } from "../../../src/storage/images/delete-image";
import { storedModel } from "../../helpers/models/stored-model";
import { storeVocabulary } from "../../helpers/services/stored-batches";

const item = (name: string, more: Partial<NewBenchmarkItem> = {}): NewBenchmarkItem => ({
  name,
  imageId: null,
  present: [],
  absent: [],
  unknown: [],
  boxes: null,
  orientation: null,
  features: null,
  global: null,
  hash: Buffer.alloc(32, name),
  ...more,
});

describe("a stored benchmark set", () => {
  const stored = storedModel(2);

  async function newSet(name: string, total: number) {
    const vocabulary = await storeVocabulary(stored().db, name, 3);
    const { set } = await addBenchmarkSet(stored().db, {
      ...{ name, kind: "FEATURES", format: "hdf5-features", protocol: "custom", unlisted: "ABSENT" },
      ...{ vocabularyId: vocabulary.id, labelKeys: ["a", "b", "c"], featureType: "FLOAT32", total },
      featureShape: { channels: 1, height: 1, width: 2, globalSize: null },
    });
    return set;
  }

  it("returns its items in order, and their features by position", async () => {
    const { db, imageIds } = stored();
    const { id } = await newSet("order", 3);
    const box = { label: 2, left: 1, top: 2, right: 3, bottom: 4 };
    await appendBenchmarkItems(db, id, 0, [
      item("first", { present: [0, 2], boxes: [box], imageId: imageIds[0]! }),
      item("second", { features: Buffer.of(1, 2), global: Buffer.of(3) }),
    ]);
    await appendBenchmarkItems(db, id, 2, [item("third", { absent: [1], features: Buffer.of(4) })]);
    const page = await listBenchmarkItems(db, id, { first: 2 });
    expect(page).toMatchObject({
      hasNextPage: true,
      rows: [
        { position: 0, name: "first", imageId: imageIds[0], present: [0, 2], boxes: [box] },
        { position: 1, name: "second", imageId: null, present: [], boxes: null },
      ],
    });
    expect((await listBenchmarkItems(db, id, { first: 2, after: 1 })).rows).toMatchObject([
      { position: 2, name: "third", absent: [1] },
    ]);
    expect(await readBenchmarkFeatures(db, id, [2, 0, 1])).toEqual([
      { position: 2, features: Uint8Array.of(4), global: Uint8Array.of() },
      { position: 1, features: Uint8Array.of(1, 2), global: Uint8Array.of(3) },
    ]);
  });

  it("accepts items only at its end, none of a batch with a repeated name, and none beyond its total", async () => {
    const { db } = stored();
    const { id } = await newSet("ends", 2);
    const conflict = { code: "CONFLICT" };
    await expect(appendBenchmarkItems(db, id, 1, [item("a")])).rejects.toMatchObject(conflict);
    await expect(appendBenchmarkItems(db, id, 0, [item("a"), item("a")])).rejects.toMatchObject(conflict);
    const three = [item("a"), item("b"), item("c")];
    await expect(appendBenchmarkItems(db, id, 0, three)).rejects.toMatchObject(conflict);
    expect(await findBenchmarkSetByName(db, "ends")).toMatchObject({ stored: 0 });
  });

  it("is complete when all items are stored, with a hash that depends on each of them and on their order", async () => {
    const { db } = stored();
    const hashOf = async (name: string, header: string, items: NewBenchmarkItem[]) => {
      const { id } = await newSet(name, 2);
      await expect(completeBenchmarkSet(db, id, header)).rejects.toMatchObject({ code: "INVALID_INPUT" });
      await appendBenchmarkItems(db, id, 0, items);
      return (await completeBenchmarkSet(db, id, header)).contentHash;
    };
    const [a, b, c] = [item("a"), item("b"), item("c")];
    const first = await hashOf("hash 1", "x", [a, b]);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf("hash 2", "x", [a, b])).toBe(first);
    const others = [
      await hashOf("hash 3", "x", [b, a]),
      await hashOf("hash 4", "x", [a, c]),
      await hashOf("hash 5", "y", [a, b]),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it("keeps its images from being deleted until it is deleted itself", async () => {
    const { db, imageIds } = stored();
    const image = imageIds[1] as string;
    const { id } = await newSet("keeps", 1);
    await appendBenchmarkItems(db, id, 0, [item("a", { imageId: image })]);
    await expect(deleteImage(db, image)).rejects.toMatchObject({ code: "IN_USE" });
    expect(await deleteBenchmarkSet(db, id)).toBe(true);
    expect(await deleteImage(db, image)).toBe(true);
    expect(await deleteBenchmarkSet(db, id)).toBe(false);
  });
});
