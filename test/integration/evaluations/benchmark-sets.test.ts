import { importBenchmarkSet } from "../../../src/services/benchmarks/import-benchmark-set";
import { findImages } from "../../../src/storage/images/images";
import { writeZip } from "../../helpers/files/write-zip";
import { picture } from "../../helpers/pictures/pictures";
import { addPicture, createVocabulary, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork } from "../../helpers/services/work-steps";

const created = `... on CreatedBenchmarkSet { alreadyStored benchmarkSet { id name kind imageCount complete
  contentHash vocabulary { labelCount } items(first: 10) { edges { node { position present absent image { id } } } } } }`;

describe("a benchmark set of stored images", () => {
  let service: TestService;
  let vocabularyId: string;
  let imageIds: string[];
  beforeAll(async () => {
    service = await startTestService();
    vocabularyId = await createVocabulary(service, ["dog", "cat", "bird"]);
    imageIds = await Promise.all([1, 2].map((seed) => addPicture(service, seed)));
  });
  afterAll(() => service.stop());
  const create = (name: string, images: readonly Record<string, unknown>[]) =>
    mutate(service, "createBenchmarkSet", { name, vocabularyId, images }, created);

  it("has its images in order with their labels, and is created once however often it is requested", async () => {
    const images = [
      { imageId: imageIds[0], present: ["bird", "dog"] },
      { imageId: imageIds[1], present: [], absent: ["cat"] },
    ];
    const { benchmarkSet, alreadyStored } = await create("two", images);
    expect(alreadyStored).toBe(false);
    expect(benchmarkSet).toMatchObject({
      ...{ name: "two", kind: "IMAGES", imageCount: 2, complete: true, vocabulary: { labelCount: 3 } },
      items: {
        edges: [
          { node: { position: 0, present: [0, 2], image: { id: imageIds[0] } } },
          { node: { position: 1, present: [], absent: [1], image: { id: imageIds[1] } } },
        ],
      },
    });
    expect(await create("two", images)).toMatchObject({ alreadyStored: true, benchmarkSet });
    const { data } = await service.query(
      "query ($id: ID!) { node(id: $id) { ... on BenchmarkSet { name } } benchmarkSets(first: 5) { edges { node { name } } } }",
      { id: benchmarkSet.id },
    );
    expect(data).toEqual({
      node: { name: "two" },
      benchmarkSets: { edges: [{ node: { name: "two" } }] },
    });
  });

  it("is not created if a label or an image is wrong, and every mistake is named", async () => {
    const { __typename, message } = await create("wrong", [
      { imageId: imageIds[0], present: ["zebra"] },
      { imageId: imageIds[0], present: ["dog"], absent: ["dog"] },
    ]);
    expect(__typename).toBe("InvalidInputError");
    expect(message).toContain('images[0] has the label "zebra"');
    expect(message).toContain("images[1] is in the set twice");
    expect(message).toContain("images[1] has a label as both present and absent");
    const { data } = await service.query("{ benchmarkSets(first: 5) { edges { node { name } } } }");
    expect(JSON.stringify(data)).not.toContain("wrong");
  });

  it("keeps its images and its vocabulary from being deleted until it is deleted itself", async () => {
    const { benchmarkSet } = await create("keeps", [{ imageId: imageIds[1], present: ["cat"] }]);
    const refused = { code: "IN_USE", message: expect.stringMatching(/the benchmark sets? "keeps"/) };
    expect(await mutate(service, "deleteImage", { id: imageIds[1] }, "")).toMatchObject(refused);
    expect(await mutate(service, "deleteVocabulary", { id: vocabularyId }, "")).toMatchObject(refused);
    const deleted = { __typename: "Deleted" };
    expect(await mutate(service, "deleteBenchmarkSet", { id: benchmarkSet.id }, "")).toMatchObject(deleted);
    expect(await mutate(service, "deleteBenchmarkSet", { id: benchmarkSet.id }, "")).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("has boxes as its source has them, between pixels too", async () => {
    const { db } = service.app.context;
    const [imageId, own] = [imageIds[0]!, vocabularyId].map(
      (id) => Buffer.from(id, "base64url").toString().split(":")[1]!,
    );
    const [image] = await findImages(db, [imageId!]);
    const box = { label: 1, left: 1.5, top: 0, right: 20.25, bottom: 30 };
    const content = { kind: "stored", imageId: imageId!, sha256: image!.sha256 } as const;
    const item = { name: "boxed", present: [1], absent: [], unknown: [], boxes: [box], content };
    const labels = ["dog", "cat", "bird"].map((name) => ({ key: name, name, training: "UNKNOWN" }) as const);
    const remark = { code: "ODD", message: "2 boxes are odd.", count: 2, examples: ["line 1", "line 2"] };
    const { set } = await importBenchmarkSet(db, {
      name: "boxed",
      vectors: { vocabularyId: own! },
      source: {
        ...{
          format: "image-folder",
          kind: "IMAGES",
          protocol: "custom",
          unlisted: "ABSENT",
          count: 1,
          labels,
          remarks: [remark],
        },
        async *items() {
          yield item;
        },
        close: async () => {},
      },
    });
    const { data, errors } = await service.query(
      `{ benchmarkSetByName(name: "boxed") { remarks { code message count examples } items(first: 1) { edges { node {
           boxes { label left top right bottom } } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.benchmarkSetByName.items.edges).toEqual([{ node: { boxes: [box] } }]);
    expect(data.benchmarkSetByName.remarks).toEqual([remark]);
    expect(set.stored).toBe(1);
  });

  it("is imported from an archive that is sent in parts", async () => {
    const archive = writeZip([
      ["labels.csv", Buffer.from("image,label\n1.png,dog\n")],
      ["1.png", await picture(7)],
    ]);
    const file = { name: "set.zip", sizeBytes: archive.length };
    const { upload } = await mutate(
      service,
      "startUpload",
      file,
      "... on StartedUpload { upload { id url } }",
    );
    const send = async (offset: number) => {
      const headers = { "content-type": "application/octet-stream" };
      const body = new Uint8Array(archive.subarray(offset));
      const answer = await fetch(`${upload.url}?offset=${offset}`, { method: "POST", headers, body });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await send(1)).toMatchObject({
      ...{ status: 409, body: { errors: [{ extensions: { code: "CONFLICT", receivedBytes: 0 } }] } },
    });
    const whole = { receivedBytes: archive.length, sizeBytes: archive.length };
    expect(await send(0)).toEqual({ status: 200, body: whole });
    const accepted = "... on AcceptedBenchmarkImport { benchmarkImport { id upload { complete } } }";
    const input = { name: "sent", uploadId: upload.id };
    const { benchmarkImport } = await mutate(service, "importBenchmarkSet", input, accepted);
    expect(benchmarkImport.upload).toEqual({ complete: true });
    const set = "benchmarkSet { name imageCount complete format } upload { id }";
    const { work } = await endedWork(service, benchmarkImport.id, `... on BenchmarkImport { ${set} }`);
    expect(work).toMatchObject({
      ...{ state: "COMPLETED", errorMessage: null, upload: null },
      benchmarkSet: { name: "sent", imageCount: 1, complete: true, format: "IMAGE_FOLDER" },
    });
  });

  it("is not imported from nothing, and nothing is sent to no upload", async () => {
    const uploadId = Buffer.from("ResumableUpload:00000000-0000-4000-8000-000000000000").toString(
      "base64url",
    );
    expect(await mutate(service, "importBenchmarkSet", { name: "none", uploadId }, "")).toMatchObject({
      code: "NOT_FOUND",
    });
    const answer = await fetch(`${service.url}/uploads/${uploadId}?offset=0`, { method: "POST", body: "x" });
    expect(answer.status).toBe(404);
  });
});
