import type { SourceLabel } from "../../../src/datasets/benchmark-source";
import { type ImportSource, importBenchmarkSet } from "../../../src/services/benchmarks/import-benchmark-set";
import { readBenchmarkFeatures } from "../../../src/storage/benchmark-features";
import { listBenchmarkItems } from "../../../src/storage/benchmark-items";
import { storeVocabulary } from "../../helpers/stored-batches";
import { storedModel } from "../../helpers/stored-model";
import { tinyWords } from "../../helpers/tiny-model";

const words = tinyWords().map(({ word }) => word);
const label = (name: string, key = name): SourceLabel => ({ key, name, training: "UNKNOWN" });

/** A set of features of which item n has n as its only number and lists label n % labels. */
function numbers(count: number, labels: readonly SourceLabel[], failAt = count): ImportSource {
  return {
    ...{ format: "test", kind: "FEATURES", protocol: "custom", unlisted: "ABSENT", labels, count },
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
  const labels = words.slice(0, 3).map((word) => label(word));
  let vocabularyId: string;
  beforeAll(async () => {
    vocabularyId = (await storeVocabulary(stored().db, "three", 3)).id;
  });

  it("goes on where it failed, and ends with the hash of an import that did not", async () => {
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
    expect(read).toEqual([128]); // two writes of 64 were done
    const undisturbed = await importBenchmarkSet(db, { name: "whole", source: whole, vectors });
    expect(set).toMatchObject({ stored: 200, contentHash: undisturbed.set.contentHash });
  });

  it("of a complete set changes nothing, and of other labels under its name is refused", async () => {
    const { db } = stored();
    const vectors = { vocabularyId };
    const { set } = await importBenchmarkSet(db, { name: "twice", source: numbers(5, labels), vectors });
    const again = await importBenchmarkSet(db, { name: "twice", source: numbers(5, labels), vectors });
    expect(again).toEqual({ set, alreadyStored: true });
    const other = importBenchmarkSet(db, { name: "twice", source: numbers(6, labels), vectors });
    await expect(other).rejects.toMatchObject({ code: "CONFLICT" });
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

  it("keeps features in half precision or in single, as asked", async () => {
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
});
