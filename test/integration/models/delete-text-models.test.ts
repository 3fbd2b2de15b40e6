import path from "node:path";
import { fromGlobalId } from "../../../src/services/global-id";
import { importModel } from "../../../src/services/models/import-model";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { sweepBlobs } from "../../../src/storage/blobs/sweep-blobs";
import { readLabelVectors } from "../../../src/storage/vocabularies/label-vectors";
import { addPicture, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { writeSiglipFolder } from "../../helpers/setup/tiny-siglip2";

const DELETED = "... on Deleted { id } ... on InUseError { uses { kind count names } }";
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString("base64url");

describe("a model of images and texts that is deleted", () => {
  let service: TestService;
  let vocabularyId: string;
  let imageId: string;
  let before: Awaited<ReturnType<typeof counts>>;
  beforeAll(async () => {
    service = await startTestService();
    imageId = await addPicture(service, 1);
    const labels = [{ label: "a red square" }, { label: "ein blauer Kreis" }];
    const { vocabulary } = await createVocabulary(service.app.context.db, { name: "words", labels });
    vocabularyId = globalId("Vocabulary", vocabulary.id);
    await writeSiglipFolder(path.join(service.directory, "siglip2"));
    before = await counts();
  });
  afterAll(() => service.stop());

  /** How much is stored of models, once the sweep has removed what no row names. */
  const counts = async () => {
    const { db } = service.app.context;
    await db.pool.query(`UPDATE "Blob" SET "createdAt" = now() - interval '25 hours'`);
    await sweepBlobs(db);
    const { package: packages, blob, vectorSpace, labelVectors, backbone, modelVersion } = db.prisma;
    const all = [packages, blob, vectorSpace, labelVectors, backbone, modelVersion] as { count(): unknown }[];
    const [ofPackages, blobs, spaces, vectors, backbones, models] = await Promise.all(
      all.map((one) => one.count()),
    );
    return { packages: ofPackages, blobs, spaces, vectors, backbones, models };
  };
  const importSiglip = async (templates: "single" | "ensemble") => {
    const text = { regions: null, side: null, fit: null, templates };
    const checkpointPath = path.join(service.directory, "siglip2");
    const request = { name: templates, checkpointPath, heads: null, backbone: null, text };
    const { model } = await importModel(service.app.context.db, request, service.directory);
    return {
      id: globalId("ModelVersion", model.id),
      backboneId: globalId("Backbone", model.backboneId!),
      spaceId: globalId("VectorSpace", model.spaceId!),
    };
  };
  const activate = (id: string) => mutate(service, "activateModelVersion", { id }, "");
  const activateTiny = async () => {
    const { data } = await service.query('{ tiny: modelVersionByName(name: "tiny") { id } }');
    return activate(data.tiny.id);
  };
  const scores = async () => {
    const fields = "... on Classified { prediction { labels { score label { label origin } } } }";
    const { prediction } = await mutate(service, "classify", { image: { imageId }, vocabularyId }, fields);
    return prediction.labels;
  };
  const remove = (what: string, id: string) => mutate(service, `delete${what}`, { id }, DELETED);
  const vectorsIn = (spaceId: string) =>
    readLabelVectors(
      service.app.context.db,
      fromGlobalId("Vocabulary", vocabularyId),
      fromGlobalId("VectorSpace", spaceId),
    );

  it("leaves its text encoder to models that share it, and takes all with it in the end", async () => {
    const single = await importSiglip("single");
    const ensemble = await importSiglip("ensemble");
    await activate(single.id);
    const made = await scores();
    expect(made[0].label.origin).toBe("ENCODED");
    await activate(ensemble.id);
    await scores();
    expect(await remove("VectorSpace", single.spaceId)).toEqual({
      __typename: "InUseError",
      code: "IN_USE",
      message:
        'The vector space is used by the model version "single@1". Delete what uses it first, then the vector space.',
      uses: [{ kind: "MODEL_VERSION", count: 1, names: ["single@1"] }],
    });

    await remove("ModelVersion", single.id);
    const vectors = await vectorsIn(single.spaceId);
    expect(vectors).not.toBeNull();
    const withBoth = await counts();
    expect(await remove("VectorSpace", single.spaceId)).toMatchObject({ id: single.spaceId });
    expect(await vectorsIn(single.spaceId)).toBeNull();
    // The other space has the same encoder.
    const left = { ...withBoth, spaces: Number(withBoth.spaces) - 1, vectors: Number(withBoth.vectors) - 1 };
    expect(await counts()).toEqual(left);
    expect((await scores())[0].label.origin).toBe("ENCODED");

    await activateTiny();
    await remove("ModelVersion", ensemble.id);
    await remove("VectorSpace", ensemble.spaceId);
    expect(await remove("Backbone", ensemble.backboneId)).toMatchObject({ id: ensemble.backboneId });
    expect(await counts()).toEqual(before);

    const again = await importSiglip("single");
    await activate(again.id);
    expect(await scores()).toEqual(made);
    expect(await vectorsIn(again.spaceId)).toEqual(vectors);
  });

  it.each([
    ["words", '"tiny"', "WORD_VECTOR_SET"],
    ["given vectors", '"given@1"', "VOCABULARY"],
  ])("is told from spaces of %s, which stay as long as something needs them", async (_, named, kind) => {
    const labels = [{ label: "one", vector: [1, 2] }];
    await mutate(service, "createVocabulary", { name: "given", space: "mine", labels }, "");
    const name = kind === "VOCABULARY" ? "mine" : "tiny";
    const { data } = await service.query(`{ space: vectorSpaceByName(name: "${name}") { id } }`);
    const { message, uses } = await remove("VectorSpace", data.space.id);
    expect(uses.map((use: { kind: string }) => use.kind)).toContain(kind);
    expect(message).toContain(named);
  });

  it("answers NOT_FOUND for a space that is not there", async () => {
    const id = globalId("VectorSpace", "01a21988-b5d5-7d4f-81e5-654ff607a98a");
    expect(await remove("VectorSpace", id)).toMatchObject({ code: "NOT_FOUND" });
  });
});
