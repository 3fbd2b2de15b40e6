import { truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SourceLabel } from "../../../src/datasets/benchmark-source";
import { openImageFolder } from "../../../src/datasets/folder/open-image-folder";
import { importBenchmarkSet } from "../../../src/services/benchmarks/import-benchmark-set";
import type { ImportSource } from "../../../src/services/benchmarks/import-source";
import { importWordVectors } from "../../../src/services/vocabularies/import-word-vectors";
import { readBenchmarkFeatures } from "../../../src/storage/benchmarks/benchmark-features";
import { listBenchmarkItems } from "../../../src/storage/benchmarks/benchmark-items";
import { findBenchmarkSetByName } from "../../../src/storage/benchmarks/benchmark-sets";
import { listLabelVectors } from "../../../src/storage/vocabularies/label-vectors";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";
import { storedModel } from "../../helpers/models/stored-model";
import { otherWordVectors, tinyWords, tinyWordVectors } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { storeVocabulary } from "../../helpers/services/stored-batches";

const words = tinyWords().map(({ word }) => word);
const label = (name: string, key = name): SourceLabel => ({ key, name, training: "UNKNOWN" });

/** A set of features of which item n has n as its only number and lists label n % labels. */
function numbers(count: number, labels: readonly SourceLabel[], failAt = count): ImportSource {
  return {
    ...{ format: "hdf5-features", kind: "FEATURES", protocol: "custom", unlisted: "ABSENT", labels, count },
    featureShape: { channels: 1, height: 1, width: 1, globalSize: null },
    async *items(from) {
      for (let n = from; n < count; n++) {
        if (n === failAt) throw new Error("the disk is gone");
        const features = Float32Array.of(n);
        const empty = { absent: [], unknown: [] };
        const content = { kind: "features", features, global: null } as const;
        yield { name: `item ${n}`, present: [n % labels.length], ...empty, content };
      }
    },
    close: async () => {},
  };
}

describe("the import of a benchmark set", () => {
  const stored = storedModel(0);
  const directory = directoryPerTest();
  const labels = words.slice(0, 3).map((word) => label(word));
  let vocabularyId: string;
  beforeAll(async () => {
    vocabularyId = (await storeVocabulary(stored().db, "three", 3)).id;
  });

  it("goes on where it failed, and ends with the hash of an import that did not fail", async () => {
    const { db } = stored();
    const vectors = { vocabularyId };
    const cut = numbers(200, labels, 150);
    await expect(importBenchmarkSet(db, { name: "cut", source: cut, vectors })).rejects.toThrow("disk");
    const read: number[] = [];
    const whole = numbers(200, labels);
    const watched: ImportSource = {
      ...whole,
      items(from) {
        read.push(from);
        return whole.items(from);
      },
    };
    const { set } = await importBenchmarkSet(db, { name: "cut", source: watched, vectors });
    // Two writes of 64 were done; the last item is looked at again, to see that the source is the same.
    expect(read).toEqual([127, 128]);
    const undisturbed = await importBenchmarkSet(db, { name: "whole", source: whole, vectors });
    expect(set).toMatchObject({ stored: 200, contentHash: undisturbed.set.contentHash });
  });

  it("leaves nothing where a set is stored whole or not at all, and what an earlier import stored", async () => {
    const { db } = stored();
    const vectors = { vocabularyId };
    const fail = (name: string, failAt: number, options = {}) =>
      expect(
        importBenchmarkSet(db, { name, source: numbers(200, labels, failAt), vectors }, options),
      ).rejects.toThrow("disk");
    await fail("whole or not", 150, { allOrNothing: true });
    expect(await findBenchmarkSetByName(db, "whole or not")).toBeNull();
    await fail("begun", 100);
    await fail("begun", 150, { allOrNothing: true });
    expect(await findBenchmarkSetByName(db, "begun")).toMatchObject({ stored: 128 });
    const overtaken: ImportSource = {
      ...numbers(2, labels),
      async *items(from) {
        await importBenchmarkSet(db, { name: "both", source: numbers(2, labels), vectors });
        yield* numbers(2, labels).items(from);
      },
    };
    await expect(
      importBenchmarkSet(db, { name: "both", source: overtaken, vectors }, { allOrNothing: true }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await findBenchmarkSetByName(db, "both")).toMatchObject({ contentHash: expect.any(String) });
  });

  it("changes nothing for a complete set, and is refused for other labels under its name", async () => {
    const { db } = stored();
    const vectors = { vocabularyId };
    const { set } = await importBenchmarkSet(db, { name: "twice", source: numbers(5, labels), vectors });
    const again = await importBenchmarkSet(db, { name: "twice", source: numbers(5, labels), vectors });
    expect(again).toEqual({ set, alreadyStored: true });
    const other = importBenchmarkSet(db, { name: "twice", source: numbers(6, labels), vectors });
    await expect(other).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("does not go on with features of another shape, or with another order", async () => {
    const { db } = stored();
    const vectors = { vocabularyId };
    const cut = numbers(200, labels, 150);
    await expect(importBenchmarkSet(db, { name: "other", source: cut, vectors })).rejects.toThrow("disk");
    const shape = { channels: 1, height: 2, width: 2, globalSize: null };
    const larger = { ...numbers(200, labels), featureShape: shape };
    const shifted: ImportSource = {
      ...numbers(200, labels),
      async *items(from) {
        for await (const item of numbers(201, labels).items(from + 1)) yield item;
      },
    };
    for (const source of [larger, shifted]) {
      await expect(importBenchmarkSet(db, { name: "other", source, vectors })).rejects.toMatchObject({
        code: "CONFLICT",
      });
    }
    const { set } = await importBenchmarkSet(db, { name: "other", source: numbers(200, labels), vectors });
    expect(set.stored).toBe(200);
  });

  it("gives one complete set if two run at once, whichever is refused", async () => {
    const { db } = stored();
    const one = { name: "raced", source: numbers(300, labels), vectors: { vocabularyId } };
    const ends = await Promise.allSettled([importBenchmarkSet(db, one), importBenchmarkSet(db, one)]);
    for (const end of ends) {
      if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "CONFLICT" });
    }
    const { set } = await importBenchmarkSet(db, one);
    const alone = await importBenchmarkSet(db, { ...one, name: "alone" });
    expect(set).toMatchObject({ stored: 300, contentHash: alone.set.contentHash });
  });

  it("makes no vocabulary for a set that is refused", async () => {
    const { db } = stored();
    await importBenchmarkSet(db, { name: "taken", source: numbers(5, labels), vectors: { vocabularyId } });
    const { set: words } = await importWordVectors(db, {
      name: "tiny",
      path: await tinyWordVectors(directory()),
    });
    const source = numbers(6, labels);
    const attempt = importBenchmarkSet(db, { name: "taken", source, vectors: { wordVectorSetId: words.id } });
    await expect(attempt).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db.prisma.vocabulary.count({ where: { name: "taken" } })).toBe(0);
  });

  it("reuses a vocabulary of the same labels, whatever its name", async () => {
    const { db } = stored();
    const imported = (name: string, of = labels) =>
      importBenchmarkSet(db, { name, source: numbers(5, of) }).then(({ set }) => set.vocabularyId);
    const marked = labels.map((each) => ({ ...each, training: "SEEN" as const }));
    const ids = [await imported("train", marked), await imported("test", marked)];
    expect(ids[1]).toBe(ids[0]);
    expect(await imported("unmarked")).not.toBe(ids[0]);
    expect(await db.prisma.vocabulary.count({ where: { name: "test" } })).toBe(0);
  });

  it("stores only labels without vectors; another import gives them vectors, in as many spaces as requested", async () => {
    const { db } = stored();
    const spelled = [label("doggy"), label("cat")];
    const source = numbers(5, spelled);
    const { set } = await importBenchmarkSet(db, { name: "no vectors", source });
    expect(await listLabelVectors(db, [set.vocabularyId])).toEqual([]);

    const file = await tinyWordVectors(directory());
    const tiny = await importWordVectors(db, { name: "tiny", path: file });
    const other = await importWordVectors(db, { name: "other", path: await otherWordVectors(directory()) });
    const again = (aliased: readonly SourceLabel[], wordVectorSetId: string) =>
      importBenchmarkSet(db, {
        ...{ name: "no vectors", source: { ...source, labels: aliased }, vectors: { wordVectorSetId } },
      });
    await expect(again(spelled, tiny.set.id)).rejects.toMatchObject({ code: "INVALID_VOCABULARY" });
    const aliased = [{ ...spelled[0]!, alias: "dog" }, spelled[1]!];
    for (const { id } of [tiny.set, other.set])
      expect(await again(aliased, id)).toEqual({ set, alreadyStored: true });
    const spaces = (await listLabelVectors(db, [set.vocabularyId])).map(({ space }) => space.name);
    expect(spaces).toEqual(["tiny", "other"]);
  });

  it("refuses features beyond half precision unless they are kept in single precision", async () => {
    const { db } = stored();
    const source: ImportSource = {
      ...numbers(1, labels),
      async *items() {
        const content = { kind: "features", features: Float32Array.of(70_000), global: null } as const;
        yield { name: "hot", present: [], absent: [], unknown: [], content };
      },
    };
    const vectors = { vocabularyId };
    const half = importBenchmarkSet(db, { name: "hot", source, vectors });
    await expect(half).rejects.toThrow(/"hot": number 0 is 70000.*65,504.*--float32/);
    const single = importBenchmarkSet(db, { name: "hot single", source, vectors, featureType: "FLOAT32" });
    expect((await single).set.stored).toBe(1);
  });

  it.each(["", " set", "a\0b", "a\nb", "\ud800"])("refuses the name %j", async (name) => {
    const source = numbers(1, labels);
    const attempt = importBenchmarkSet(stored().db, { name, source, vectors: { vocabularyId } });
    await expect(attempt).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("turns the source's labels into the vocabulary's positions", async () => {
    const { db } = stored();
    const reversed = [...labels].reverse();
    const source = numbers(3, reversed);
    const { set } = await importBenchmarkSet(db, { name: "order", source, vectors: { vocabularyId } });
    const { rows } = await listBenchmarkItems(db, set.id, { first: 3 });
    expect(rows.map(({ present }) => present)).toEqual([[2], [1], [0]]);
    expect(set.labelKeys).toEqual(words.slice(0, 3));
  });

  it("keeps features in half or single precision, as requested", async () => {
    const { db } = stored();
    const source = numbers(2, labels);
    const vectors = { vocabularyId };
    const one = await importBenchmarkSet(db, { name: "half", source, vectors });
    const two = await importBenchmarkSet(db, { name: "single", source, vectors, featureType: "FLOAT32" });
    const half = await readBenchmarkFeatures(db, one.set.id, [1]);
    const single = await readBenchmarkFeatures(db, two.set.id, [1]);
    expect(Buffer.from(half[0]!.features).toString("hex")).toBe("003c"); // 1.0 in IEEE 754 half precision
    expect(Buffer.from(single[0]!.features).readFloatLE()).toBe(1);
  });

  it("refuses a vocabulary that lacks a label, and names it", async () => {
    const { db } = stored();
    const source = numbers(1, [...labels.slice(0, 2), label("zeppelin")]);
    const attempt = importBenchmarkSet(db, { name: "lacks", source, vectors: { vocabularyId } });
    await expect(attempt).rejects.toMatchObject({
      code: "INVALID_VOCABULARY",
      message: expect.stringContaining('"zeppelin"'),
    });
  });

  it("is refused for a folder whose labels have changed, naming the image", async () => {
    const { db } = stored();
    await writeTree(directory(), { "labels.csv": `image,label\na.png,${words[0]}\nb.png,${words[1]}\n` });
    for (const [seed, name] of ["a.png", "b.png"].entries())
      await writeFile(path.join(directory(), name), await picture(seed));
    const importFolder = async () =>
      importBenchmarkSet(db, {
        name: "folder",
        source: await openImageFolder({ folder: directory(), unlisted: "ABSENT" }),
        vectors: { vocabularyId: (await storeVocabulary(db, "two", 2)).id },
      });
    const { set } = await importFolder();
    expect(await importFolder()).toEqual({ set, alreadyStored: true });
    await writeTree(directory(), {
      "labels.csv": `image,label\na.png,${words[0]}\nb.png,${words[0]}\nb.png,${words[1]}\n`,
    });
    await expect(importFolder()).rejects.toThrow(
      /Image 2 of the benchmark set "folder", "b\.png", has changed/,
    );
  });

  it("reads no picture of more than 25 MiB", async () => {
    const { db } = stored();
    await writeTree(directory(), { "labels.csv": `image,label\nfilm.png,${words[0]}\n`, "film.png": "" });
    await truncate(path.join(directory(), "film.png"), 5 * 2 ** 30);
    const attempt = importBenchmarkSet(db, {
      name: "film",
      source: await openImageFolder({ folder: directory(), unlisted: "ABSENT" }),
      vectors: { vocabularyId: (await storeVocabulary(db, "one", 1)).id },
    });
    await expect(attempt).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      message: expect.stringContaining('"film.png"'),
    });
  });
});
