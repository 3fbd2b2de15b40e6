import { fromGlobalId, toGlobalId } from "../../../src/services/global-id";
import { removeModelVersion } from "../../../src/services/remove";
import { createVocabulary as storeLabels } from "../../../src/services/vocabularies/create-vocabulary";
import { importWordVectors } from "../../../src/services/vocabularies/import-word-vectors";
import { activateModelVersion, type ModelVersionRow } from "../../../src/storage/models/model-versions";
import { readLabelVectors } from "../../../src/storage/vocabularies/label-vectors";
import { type TextSpace } from "../../../src/storage/vocabularies/text-spaces";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { evaluate, readRun } from "../../helpers/evaluations/evaluation-steps";
import { activateInSpace, storeTextSpace } from "../../helpers/models/text-model";
import { otherWordVectors } from "../../helpers/models/tiny-model";
import { tinyTextVectors, unit } from "../../helpers/models/tiny-text-tower";
import { storeColorSet } from "../../helpers/pictures/labeled-colors";
import { addPicture, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { askToTrain, endedTraining } from "../../helpers/trainings/training-steps";

describe("the labels of a model with a text encoder", () => {
  let service: TestService;
  let imageId: string;
  let space: TextSpace;
  let model: ModelVersionRow;
  beforeAll(async () => {
    service = await startTestService();
    imageId = await addPicture(service, 1);
    const { db } = service.app.context;
    space = await storeTextSpace(db, service.directory);
    model = await activateInSpace(db, "texts", space.id);
  });
  afterAll(() => service.stop());

  const make = async (input: Record<string, unknown>) =>
    await mutate(
      service,
      "createVocabulary",
      input,
      `... on CreatedVocabulary { alreadyStored vocabulary { id contentHash
           labels(first: 10) { edges { node { label prompt phrases } } } } }
         ... on InvalidVocabularyError { problems { position label reason } }`,
    );
  const classify = (vocabularyId: string, more: Record<string, unknown> = {}) =>
    mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId, ...more },
      "... on Classified { prediction { labels { score label { label origin words } } } }",
    );
  /** The stored vectors of a vocabulary in the model's space. */
  const stored = async (id: string) =>
    (await readLabelVectors(service.app.context.db, fromGlobalId("Vocabulary", id), space.id))?.vectors;
  /** The mean direction of some texts, from the tower's definition. */
  const direction = async (texts: readonly string[]) => {
    const vectors = await tinyTextVectors(texts);
    return unit(vectors[0]!.map((_, column) => vectors.reduce((sum, vector) => sum + vector[column]!, 0)));
  };
  const expectVectors = async (id: string, texts: readonly (readonly string[])[]) => {
    const expected = (await Promise.all(texts.map(direction))).flat();
    expect(largestDifference((await stored(id))!, expected).value).toBeLessThan(1e-6);
  };

  it("are encoded in all templates at first use, and say with which texts", async () => {
    const labels = [{ label: "dog in snow" }, { label: "$& traffic_light" }];
    const { vocabulary } = await make({ name: "encoded", labels });
    expect(await stored(vocabulary.id)).toBeUndefined();
    const { prediction } = await classify(vocabulary.id);
    const texts = [
      ["a photo of a dog in snow.", "many dog in snows"],
      ["a photo of a $& traffic_light.", "many $& traffic_lights"],
    ];
    const found = prediction.labels.map(({ label }: { label: { label: string } }) => label);
    expect(found).toContainEqual({ label: "dog in snow", origin: "ENCODED", words: texts[0] });
    expect(found).toContainEqual({ label: "$& traffic_light", origin: "ENCODED", words: texts[1] });
    await expectVectors(vocabulary.id, texts);
  });

  it("can be checked beforehand: any words do, and the texts are shown", async () => {
    const labels = [
      { label: "zyxw" },
      { label: "cat", phrases: ["kitten"] },
      { label: "dog", prompt: "one {}" },
    ];
    const { data } = await service.query(
      `query ($labels: [LabelToCheckInput!]!) {
         checkLabels(labels: $labels) { origin words problem { reason } } }`,
      { labels },
    );
    const encoded = { origin: "ENCODED", problem: null };
    expect(data.checkLabels).toEqual([
      { ...encoded, words: ["a photo of a zyxw.", "many zyxws"] },
      { ...encoded, words: ["a photo of a kitten.", "many kittens"] },
      { ...encoded, words: ["one dog"] },
    ]);
    const { errors } = await service.query("{ checkLabels(labels: []) { label } }");
    expect(errors?.[0]?.extensions.code).toBe("INVALID_VOCABULARY");
  });

  it("may have a prompt of their own, or phrases, each in all templates", async () => {
    const labels = [
      { label: "dog", prompt: "one {} alone" },
      { label: "cat", phrases: ["kitten", "tom cat"] },
    ];
    const { vocabulary } = await make({ name: "prompts", labels });
    expect(vocabulary.labels.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      { label: "dog", prompt: "one {} alone", phrases: [] },
      { label: "cat", prompt: null, phrases: ["kitten", "tom cat"] },
    ]);
    await classify(vocabulary.id);
    await expectVectors(vocabulary.id, [
      ["one dog alone"],
      ["a photo of a kitten.", "many kittens", "a photo of a tom cat.", "many tom cats"],
    ]);
  });

  it("that differ in prompts or phrases are other vocabularies; without them a hash is as ever", async () => {
    const label = { label: "dog" };
    const variants = [
      {},
      { prompt: "a {}" },
      { prompt: "one {}" },
      { phrases: ["a {}"] },
      { phrases: ["a", "{}"] },
    ];
    const hashes: string[] = [];
    for (const variant of variants) {
      const { vocabulary } = await make({ name: "variants", labels: [{ ...label, ...variant }] });
      hashes.push(vocabulary.contentHash);
    }
    expect(new Set(hashes).size).toBe(variants.length);
    // printf 'UNKNOWN\tdog\t\n' | sha256sum
    expect(hashes[0]).toBe("c5c16a5feba02f7552988a8019bf357e9d44afc65cafb0483142cd0dfa181093");
  });

  it("with a prompt and phrases, or too long ones, are refused by name", async () => {
    const refused = await make({
      name: "bad",
      labels: [
        { label: "a", prompt: "a {}", phrases: ["b"] },
        { label: "b", phrases: Array.from({ length: 21 }, (_, n) => `phrase ${n}`) },
        { label: "c", phrases: [" "] },
        { label: "d", phrases: ["x", "x "] },
        { label: "e", prompt: "x".repeat(501) },
        { label: "f", phrases: ["x".repeat(201)] },
        { label: "g".repeat(200), prompt: "{}".repeat(6) },
        { label: "fine", prompt: "x".repeat(500) },
      ],
    });
    expect(refused.problems).toEqual([
      { position: 0, label: "a", reason: "must have a prompt or phrases, not both" },
      { position: 1, label: "b", reason: "must have at most 20 phrases; got 21" },
      { position: 2, label: "c", reason: "has an empty phrase" },
      { position: 3, label: "d", reason: "has a phrase twice" },
      { position: 4, label: "e", reason: "must have a prompt of at most 500 characters; got 501" },
      { position: 5, label: "f", reason: "must have phrases of at most 200 characters; got 201" },
      {
        ...{ position: 6, label: "g".repeat(200) },
        reason: "must have a prompt of at most 1000 characters with the label in it; got 1200",
      },
    ]);
    const phrases = Array.from({ length: 20 }, (_, n) => `${n}`);
    const many = Array.from({ length: 2_501 }, (_, n) => ({ label: `label ${n}`, phrases }));
    expect(await make({ name: "bad", labels: many })).toMatchObject({
      message: "A vocabulary must have at most 50000 phrases in all; got 50020.",
    });
  });

  it("are encoded too if their vectors in another space were given, or looked up", async () => {
    const { db } = service.app.context;
    const given = await make({ name: "given", labels: [{ label: "dog", vector: [1, 0, 0, 0, 0, 0, 0, 0] }] });
    expect((await classify(given.vocabulary.id)).__typename).toBe("Classified");
    await expectVectors(given.vocabulary.id, [["a photo of a dog.", "many dogs"]]);
    const path = await otherWordVectors(service.directory);
    const { set } = await importWordVectors(db, { name: "other-words", path });
    const lookedUp = await storeLabels(db, {
      ...{ name: "looked up", labels: [{ label: "bird" }], wordVectorSetId: set.id },
    });
    const id = Buffer.from(`Vocabulary:${lookedUp.vocabulary.id}`).toString("base64url");
    expect((await classify(id)).__typename).toBe("Classified");
    await expectVectors(id, [["a photo of a bird.", "many birds"]]);
  });

  it("in any words and languages are served, and one without a token is refused by name", async () => {
    const strange = await make({ name: "strange", labels: [{ label: "χιόνι" }, { label: "🐕" }] });
    expect((await classify(strange.vocabulary.id)).__typename).toBe("Classified");
    const nothing = await make({
      name: "nothing",
      labels: [{ label: "dog" }, { label: "nil", prompt: "\u200b" }],
    });
    expect(await classify(nothing.vocabulary.id)).toMatchObject({
      __typename: "InvalidVocabularyError",
      message: expect.stringMatching(/takes vectors of the space "text"\. 1 of 2 .* "nil" has no text/),
    });
  });

  it("are encoded once if many need them at once, and in batches by a job", async () => {
    const labels = Array.from({ length: 50 }, (_, n) => ({ label: `thing ${n}` }));
    const { vocabulary } = await make({ name: "shared", labels });
    const before = service.app.context.engine.stats().queues.text.items;
    const predicting = predictAndWait(service, { imageIds: [imageId], vocabularyId: vocabulary.id });
    const answers = await Promise.all(Array.from({ length: 5 }, () => classify(vocabulary.id)));
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(["Classified"]));
    expect((await predicting).state).toBe("COMPLETED");
    expect(service.app.context.engine.stats().queues.text.items - before).toBe(100);
  });

  it("are no longer encoded once every caller has left; the next caller goes on, and all are stored together", async () => {
    const { vectorsFor, vocabularies, engine, db } = service.app.context;
    const labels = Array.from({ length: 4_000 }, (_, n) => ({ label: `label number ${n}` }));
    const { vocabulary } = await storeLabels(db, { name: "long", labels });
    const row = await vocabularies.byId(vocabulary.id);
    const [first, second] = [new AbortController(), new AbortController()];
    const before = engine.stats().queues.text.items;
    const waits = [vectorsFor(row, model, first.signal), vectorsFor(row, model, second.signal)];
    while (engine.stats().queues.text.items - before < 1_500) await new Promise(setImmediate);
    first.abort();
    await expect(waits[0]).rejects.toMatchObject({ code: "CANCELLED" });
    while (engine.stats().queues.text.items - before < 3_000) await new Promise(setImmediate);
    second.abort();
    await expect(waits[1]).rejects.toMatchObject({ code: "CANCELLED" });
    const encoded = engine.stats().queues.text.items - before;
    expect(encoded).toBeLessThan(2 * 4_000);
    expect(await readLabelVectors(db, vocabulary.id, space.id)).toBeNull();
    expect((await vectorsFor(row, model)).vectors).toHaveLength(4_000 * 8);
    // What the first try had finished was not encoded again.
    expect(engine.stats().queues.text.items - before).toBeLessThan(encoded + 2 * 4_000);
    expect((await readLabelVectors(db, vocabulary.id, space.id))?.vectors).toHaveLength(4_000 * 8);
  });

  it("show their space: its kind, templates and how long a text may be", async () => {
    const { data } = await service.query(
      '{ vectorSpaceByName(name: "text") { kind name dimensions templates maxTokens wordVectorSet { id } } }',
    );
    expect(data.vectorSpaceByName).toEqual({
      ...{ kind: "TEXT", name: "text", dimensions: 8, wordVectorSet: null },
      ...{ templates: ["a photo of a {}.", "many {}s"], maxTokens: 12 },
    });
  });

  it("keep their encoder's package when its models are deleted", async () => {
    const { db } = service.app.context;
    const other = await db.prisma.modelVersion.findFirstOrThrow({ where: { name: "tiny" } });
    await activateModelVersion(db, other.id);
    const { vocabulary } = await make({ name: "after", labels: [{ label: "dog" }] });
    await db.prisma.predictionBatch.deleteMany({ where: { modelVersionId: model.id } });
    await removeModelVersion(db, model.id);
    model = await activateInSpace(db, "texts again", space.id);
    expect((await classify(vocabulary.id)).__typename).toBe("Classified");
  });

  it("are encoded by the job of an evaluation and of a training in the space, which are accepted without", async () => {
    const set = await storeColorSet(service, "colors", 12);
    const inSpace = () => stored(set.vocabularyId);
    const globalId = (type: "ModelVersion" | "VectorSpace", id: string) => toGlobalId(type, id);
    const { training } = await askToTrain(service, {
      ...{ benchmarkSetId: set.id, spaceId: globalId("VectorSpace", space.id) },
      ...{ epochs: 2, name: "on-texts" },
    });
    const ended = await endedTraining(service, training.id);
    expect(ended).toMatchObject({ state: "COMPLETED", errorMessage: null });
    const colors = ["red", "green", "blue"].map((color) => [`a photo of a ${color}.`, `many ${color}s`]);
    await expectVectors(set.vocabularyId, colors);
    const { data } = await service.query(
      "query ($id: ID!) { modelVersion(id: $id) { space { kind name } } }",
      {
        id: ended.modelVersion.id,
      },
    );
    expect(data.modelVersion.space).toEqual({ kind: "TEXT", name: "text" });

    await service.app.context.db.pool.query('DELETE FROM "LabelVectors" WHERE "spaceId" = $1', [space.id]);
    expect(await inSpace()).toBeUndefined();
    const request = { benchmarkSetId: set.id, modelVersionId: globalId("ModelVersion", model.id) };
    const run = await evaluate(service, request);
    expect((await readRun(service, run.id, "state")).state).toBe("COMPLETED");
    await expectVectors(set.vocabularyId, colors);
  });
});
