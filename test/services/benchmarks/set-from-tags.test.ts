import { benchmarkSetFromTags } from "../../../src/services/benchmarks/set-from-tags";
import { correctImages, tagImages } from "../../../src/services/tags/tag-images";
import { listBenchmarkItems } from "../../../src/storage/benchmarks/benchmark-items";
import { findBenchmarkSetByName } from "../../../src/storage/benchmarks/benchmark-sets";
import { tagByPrediction } from "../../../src/storage/images/image-tags";
import { listLabels } from "../../../src/storage/vocabularies/vocabularies";
import { storedModel } from "../../helpers/models/stored-model";

describe("a benchmark set made of tags", () => {
  const stored = storedModel(6);
  const image = (number: number) => stored().imageIds[number]!;
  beforeAll(async () => {
    const { db, model, vocabulary } = stored();
    const made = { modelVersionId: model.id, vocabularyId: vocabulary.id, score: 1, probability: 0.9 };
    await tagImages(db, { ids: [image(0), image(1)] }, ["Dog"]);
    await tagImages(db, { ids: [image(1)] }, ["cat"]);
    await correctImages(db, { ids: [image(2)] }, "dog");
    await correctImages(db, { ids: [image(0)] }, "snake"); // which is no tag
    await tagByPrediction(db, [{ ...made, imageId: image(3), label: "bird" }]);
    // Of images 4 and 5 nothing is said.
  });

  type Request = Parameters<typeof benchmarkSetFromTags>[1];
  const make = (request: Partial<Request>) =>
    benchmarkSetFromTags(stored().db, {
      ...{ name: "tags", tags: null, filter: {}, onlyByHand: false, unlisted: "ABSENT", ...request },
    });
  /** The set's images by their numbers, with the names of what is present and absent. */
  async function content(setId: string, vocabularyId: string) {
    const { db, imageIds } = stored();
    const { rows: labels } = await listLabels(db, vocabularyId, { first: 10 });
    const { rows } = await listBenchmarkItems(db, setId, { first: 10 });
    const names = (positions: readonly number[]) => positions.map((position) => labels[position]!.label);
    return rows.map(({ imageId, present, absent }) => [
      imageIds.indexOf(imageId!),
      names(present),
      names(absent),
    ]);
  }

  it("has the images of which something is said: tags are present, corrections absent", async () => {
    const { set, alreadyStored } = await make({});
    expect({ ...set, alreadyStored }).toMatchObject({
      ...{ kind: "IMAGES", unlisted: "ABSENT", total: 4, stored: 4, alreadyStored: false },
      ...{ contentHash: expect.any(String), labelKeys: ["bird", "cat", "Dog"] },
    });
    expect(await content(set.id, set.vocabularyId)).toEqual([
      [0, ["Dog"], []],
      [1, ["cat", "Dog"], []],
      [2, [], ["Dog"]],
      [3, ["bird"], []],
    ]);
    expect(set.remarks).toMatchObject([{ code: "PREDICTED_TAGS", count: 1, examples: ["bird"] }]);
    expect(set.remarks[0]!.message).toMatch(/^1 of 4 labels/);
  });

  it("is the same when it is made again, and a conflict once people said something else", async () => {
    expect((await make({})).alreadyStored).toBe(true);
    await tagImages(stored().db, { ids: [image(4)] }, ["dog"]);
    await expect(make({})).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await findBenchmarkSetByName(stored().db, "tags"))?.total).toBe(4); // sets never change
  });

  it("has only what some tags say where the rest is unknown, and those of a person if requested", async () => {
    const { set } = await make({ name: "dogs", tags: ["DOG"], unlisted: "UNKNOWN", onlyByHand: true });
    expect(await content(set.id, set.vocabularyId)).toEqual([
      [0, ["DOG"], []],
      [1, ["DOG"], []],
      [2, [], ["DOG"]],
      [4, ["DOG"], []],
    ]);
    expect(set.remarks).toEqual([]);
    const byHand = await make({ name: "by hand", onlyByHand: true });
    expect(byHand.set.labelKeys).toEqual(["cat", "Dog"]);
  });

  it("has images that are tagged otherwise as examples without the label where the rest is absent", async () => {
    const { set } = await make({ name: "cats", tags: ["cat"], filter: { tag: "dog" } });
    expect(await content(set.id, set.vocabularyId)).toEqual([
      [0, [], []],
      [1, ["cat"], []],
      [4, [], []],
    ]);
  });

  it("is not made of tags that no image has, and nothing is left of one that fails", async () => {
    const { db } = stored();
    await expect(make({ name: "none", tags: ["dgo", "cat"] })).rejects.toThrow(
      'No image that meets the filter is tagged with "dgo".',
    );
    await expect(make({ name: "none", filter: { nameContains: "nothing" } })).rejects.toThrow("has a tag");
    await expect(make({ name: " none" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(await findBenchmarkSetByName(db, "none")).toBeNull();
  });
});
