import { countRows } from "../../helpers/count-rows";
import { pngClaiming } from "../../helpers/pictures/made-images";
import { picture } from "../../helpers/pictures/pictures";
import { sendFiles, streamRequest } from "../../helpers/services/send-files";
import {
  addedImages,
  addImage,
  addPicture,
  createVocabulary,
  mutate,
} from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const MIB = 1024 * 1024;
const addFiles = `mutation ($images: [NewImageInput!]!) { addImages(input: { images: $images }) { ... on Error { code message } ${addedImages} } }`;
const oneFile = [{ source: { upload: null } }];

describe("what is not a picture", () => {
  let service: TestService;
  let rowsBefore: Awaited<ReturnType<typeof countRows>>;
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService();
    await addPicture(service, 1);
    vocabularyId = await createVocabulary(service);
    rowsBefore = await countRows(service);
  });
  // Whatever came, nothing of it is stored and the next picture is taken.
  afterEach(async () => {
    expect(await countRows(service)).toEqual(rowsBefore);
    const { __typename, alreadyStored } = await addImage(service, await picture(1));
    expect({ __typename, alreadyStored }).toEqual({ __typename: "AddedImage", alreadyStored: true });
  });
  afterAll(() => service.stop());

  it.each([
    ["no bytes at all", async () => Buffer.alloc(0), "INVALID_IMAGE"],
    ["a picture cut off in the middle", async () => half(await picture(2)), "INVALID_IMAGE"],
    ["a picture without its last bytes", async () => (await picture(2)).subarray(0, -20), "INVALID_IMAGE"],
    ["a text", async () => Buffer.from("holiday.jpg is not here"), "INVALID_IMAGE"],
    ["a PNG that claims 60000x60000", async () => pngClaiming(60_000, 60_000), "IMAGE_TOO_LARGE"],
    ["24 MiB of zeros", async () => Buffer.alloc(24 * MIB, 1), "INVALID_IMAGE"],
    ["26 MiB", async () => Buffer.alloc(26 * MIB, 1), "IMAGE_TOO_LARGE"],
  ])("is refused as %s: in base64, as an upload named .jpg, and by classify", async (_, make, code) => {
    const bytes = await make();
    const refusal = { __typename: "InvalidImageError", code };
    expect(await addImage(service, bytes)).toMatchObject(refusal);
    const files = { "images.0.source.upload": { bytes, name: "holiday.jpg" } };
    const { data } = await sendFiles(service.url, addFiles, { images: oneFile }, files);
    expect(data.addImages.results[0]).toMatchObject(refusal);
    const image = { base64: bytes.toString("base64") };
    expect(await mutate(service, "classify", { image, vocabularyId }, "")).toMatchObject(refusal);
  });

  it("is refused on its own: a good picture beside it is stored", async () => {
    const sources = [await picture(1), Buffer.from("no picture")].map((bytes) => ({
      source: { base64: bytes.toString("base64") },
    }));
    const { results } = await mutate(service, "addImages", { images: sources }, addedImages);
    expect(results.map((result: { __typename: string }) => result.__typename)).toEqual([
      "AddedImage",
      "InvalidImageError",
    ]);
  });

  it.each(["not base64!", "äöü", "data:image/png,raw"])("is refused as bad base64: %s", async (base64) => {
    const { results } = await mutate(service, "addImages", { images: [{ source: { base64 } }] }, addedImages);
    expect(results[0]).toMatchObject({ __typename: "InvalidInputError", code: "INVALID_INPUT" });
  });

  it.each([
    ["none", {}],
    ["two", { base64: "AAAA", upload: null }],
    ["two at once", { base64: "AAAA", imageId: "AAAA" }],
    ["null", { base64: null }],
  ])("is refused by the schema if its sources are %s", async (_, source) => {
    const type = "imageId" in source ? "ClassifyInput" : "AddImagesInput";
    const { data, errors } = await service.query(
      type === "ClassifyInput"
        ? "mutation ($input: ClassifyInput!) { classify(input: $input) { __typename } }"
        : "mutation ($input: AddImagesInput!) { addImages(input: $input) { __typename } }",
      { input: type === "ClassifyInput" ? { vocabularyId: "x", image: source } : { images: [{ source }] } },
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
  });

  it("is refused if there are no pictures, more than 50, or a name that is too long", async () => {
    const source = { base64: (await picture(3)).toString("base64") };
    for (const images of [[], new Array(51).fill({ source })]) {
      const result = await mutate(service, "addImages", { images }, addedImages);
      expect(result).toMatchObject({ __typename: "InvalidInputError", code: "INVALID_INPUT" });
    }
    const images = [{ source, name: "n".repeat(256) }];
    const { results } = await mutate(service, "addImages", { images }, addedImages);
    expect(results[0]).toMatchObject({ __typename: "InvalidInputError", code: "INVALID_INPUT" });
  });

  it("is refused if an upload is not a file of the request, in multipart and in JSON", async () => {
    const body = {
      operations: JSON.stringify({ query: addFiles, variables: { images: oneFile } }),
      map: JSON.stringify({ 0: ["variables.images.0.source.upload"] }),
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) form.append(name, value);
    const headers = { "apollo-require-preflight": "true" };
    const missing = await fetch(`${service.url}/graphql`, { method: "POST", headers, body: form });
    const { data, errors } = (await missing.json()) as { data: never; errors: never };
    expect({ data, errors }).toMatchObject({
      data: {
        addImages: { results: [{ code: "INVALID_INPUT", message: expect.stringMatching(/missing/i) }] },
      },
    });
    const json = await service.query(addFiles, { images: [{ source: { upload: "a.png" } }] });
    expect(json.errors?.[0]).toMatchObject({
      message: expect.stringContaining("multipart"),
      extensions: { code: "INVALID_INPUT" },
    });
  });

  it("is refused in a form that a page elsewhere could send: an upload without the preflight header", async () => {
    const files = { "images.0.source.upload": { bytes: await picture(4), name: "a.png" } };
    const { errors } = await sendFiles(service.url, addFiles, { images: oneFile }, files, {});
    expect(errors?.[0]?.extensions.code).toBe("BAD_REQUEST");
  });

  it("is refused at 200 MB of upload without being held in memory", async () => {
    const operations = JSON.stringify({ query: addFiles, variables: { images: oneFile } });
    const map = JSON.stringify({ 0: ["variables.images.0.source.upload"] });
    const cut = "-".repeat(40); // as long as a browser's: busboy looks for a short one at many more places
    const part = (name: string) => `--${cut}\r\nContent-Disposition: form-data; name="${name}"`;
    const { answer, mostBytesHeld } = await streamRequest(
      service.url,
      { "content-type": `multipart/form-data; boundary=${cut}`, "apollo-require-preflight": "true" },
      {
        before: `${part("operations")}\r\n\r\n${operations}\r\n${part("map")}\r\n\r\n${map}\r\n${part("0")}; filename="big.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
        piece: Buffer.alloc(MIB, 7),
        count: 200,
        after: `\r\n--${cut}--\r\n`,
      },
    );
    expect(answer.data.addImages.results[0]).toMatchObject({
      __typename: "InvalidImageError",
      code: "IMAGE_TOO_LARGE",
    });
    expect(mostBytesHeld).toBeLessThan(100 * MIB);
  });

  it("is refused at 200 MB of JSON without being held in memory", async () => {
    const { status, answer, mostBytesHeld } = await streamRequest(
      service.url,
      { "content-type": "application/json" },
      { before: '{"query":"{ ', piece: Buffer.alloc(MIB, "a"), count: 200, after: ' }"}' },
    );
    expect(status).toBe(413);
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: "IMAGE_TOO_LARGE" } });
    expect(mostBytesHeld).toBeLessThan(100 * MIB);
  });
});

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
