import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId } from "../../../src/services/global-id";
import { runSetup } from "../../../src/services/setup/run-setup";
import { eventually } from "../../helpers/eventually";
import { breakOff } from "../../helpers/files/file-server";
import { picture } from "../../helpers/pictures/pictures";
import { mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork, readWork } from "../../helpers/services/work-steps";
import { type Mirror, sendFirst, startMirror } from "../../helpers/setup/mirror";
import { siglipFile, siglipFiles } from "../../helpers/setup/tiny-siglip2";

const CATALOGUE = `{ catalogue { hint entries { catalogueId kind title goodAt license licenseVerified page downloadBytes
  diskBytes memoryBytes whatToDo modelVersion { name active } setup { id state } } } }`;
const OWN = "... on ModelSetup { catalogueId modelVersion { name version active } }";
const MODEL = "siglip2-b16-256";

describe("the setup of a model of the catalogue", () => {
  let service: TestService;
  let mirror: Mirror;
  let tokenizer: Buffer;
  beforeAll(async () => {
    tokenizer = await siglipFile("tokenizer.json");
    mirror = await startMirror(await siglipFiles());
    service = await startTestService({ bare: true, env: { REGIONARY_MIRROR: mirror.url } });
  });
  afterEach(() => mirror.instead.clear());
  afterAll(async () => {
    await service.stop();
    await mirror.stop();
  });

  const setUp = (input: Record<string, unknown> = {}) =>
    mutate(
      service,
      "setUpModel",
      { catalogueId: MODEL, ...input },
      "... on AcceptedModelSetup { setup { id state } }",
    );
  const entry = async (id = MODEL) => {
    const { catalogue } = (await service.query(CATALOGUE)).data;
    return catalogue.entries.find(({ catalogueId }: { catalogueId: string }) => catalogueId === id);
  };
  const downloads = (id: string) => path.join(service.directory, "setups", fromGlobalId("ModelSetup", id));

  it("is offered with size, terms and what it is good at, and the service says at the start how to get one", async () => {
    const { catalogue } = (await service.query(CATALOGUE)).data;
    expect(catalogue.hint).toContain("bin/regionary setup photos");
    expect(service.log).toContain(catalogue.hint);
    expect(catalogue.entries[0]).toMatchObject({
      ...{ catalogueId: "clip-b16-datacomp", kind: "MODEL", license: "MIT", licenseVerified: true },
      ...{ modelVersion: null, setup: null, whatToDo: null },
    });
    expect(catalogue.entries[0].diskBytes).toBeGreaterThan(3 * 599e6);
    expect(await entry("clip-b32-openai")).toMatchObject({
      ...{ licenseVerified: false, license: expect.stringContaining("unverified") },
    });
    expect(await entry("biam")).toMatchObject({
      ...{ kind: "BY_HAND", downloadBytes: null, whatToDo: expect.stringContaining("drive.google.com") },
    });
    expect(await entry("vgg19")).toMatchObject({ kind: "PART", downloadBytes: 574_673_361 });
  });

  it.each([
    ["a name that is not in it", "clip", /must be one of clip-b16-datacomp, .*got "clip"/],
    ["what has to be fetched by hand", "biam", /drive that needs a browser/],
    ["a part", "glove", /bin\/regionary fetch glove/],
    [
      "a model of unverified terms, unless a person accepts them",
      "clip-b16-openai",
      /terms .* must be accepted/,
    ],
  ])("is refused for %s", async (_, catalogueId, message) => {
    expect(await setUp({ catalogueId })).toMatchObject({
      ...{ code: "INVALID_INPUT", message: expect.stringMatching(message) },
    });
    expect(mirror.asked).toEqual([]);
  });

  const page = Buffer.from("<!DOCTYPE html><html><body>Sign in</body></html>");
  const pointer = Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1500000000\n");
  it.each<[string, Buffer | ((location: string) => string), RegExp]>([
    ["a web page instead of the weights", page, /is a web page, perhaps one to sign in/],
    ["a pointer of Git LFS", pointer, /is a pointer of Git LFS/],
    ["nothing", Buffer.of(), /is empty/],
    [
      "a redirect to a private address",
      () => "https://192.168.0.1/a",
      /leads to 192\.168\.0\.1, which is not an address of/,
    ],
    [
      "a redirect to this machine by a name",
      () => "https://localhost/a",
      /leads to localhost \(.*\), which is not an/,
    ],
    [
      "a redirect without https",
      () => "http://files.example/a",
      /redirects to http:\/\/files\.example, which is not https/,
    ],
    ["six redirects", (url) => url, /redirects more than 5 times/],
  ])("fails where a server sends %s, and keeps nothing of it", async (_, sent, message) => {
    mirror.instead.set("model.safetensors", (request, response) =>
      typeof sent === "function"
        ? void response.writeHead(302, { location: sent(request.url!) }).end()
        : void response.writeHead(200, { etag: '"v1"' }).end(sent),
    );
    const { setup } = await setUp();
    const { work } = await endedWork(service, setup.id, OWN);
    expect(work).toMatchObject({
      ...{ kind: "SETUP", state: "FAILED", errorMessage: expect.stringMatching(message), modelVersion: null },
    });
    const kept = (await readdir(downloads(setup.id))).filter((name) => name === "model.safetensors");
    expect(kept).toEqual([]);
  });

  it("fails where a server sends more than it declares or than a file can have, and where it has none", async () => {
    mirror.instead.set("config.json", (_, response) => {
      response.writeHead(200, { etag: '"v1"' });
      response.end(Buffer.alloc(2_000_000, " "));
    });
    const { setup } = await setUp();
    expect((await endedWork(service, setup.id)).work).toMatchObject({
      ...{ state: "FAILED", errorMessage: expect.stringContaining("sends more than it declared") },
    });
    mirror.instead.set("config.json", (_, response) => void response.writeHead(404).end());
    expect((await setUp()).setup.id).toBe(setup.id); // it goes on
    const { work } = await endedWork(service, setup.id);
    expect(work).toMatchObject({ state: "FAILED", errorMessage: expect.stringContaining("answered 404") });
  });

  it("fails where what came is no model, and keeps none of it: the next try fetches all of it again", async () => {
    const refusal = Buffer.from('{"error": "Too many requests"}');
    mirror.instead.set("tokenizer.json", (_, response) => void response.writeHead(200).end(refusal));
    const { setup } = await setUp();
    expect((await endedWork(service, setup.id)).work).toMatchObject({
      ...{ state: "FAILED", errorMessage: expect.stringMatching(/tokenizer.json .*all fetched again/) },
    });
    expect(existsSync(downloads(setup.id))).toBe(false);
  });

  it("fails before the first byte where the disk has too little room, and says what is needed", async () => {
    mirror.asked.length = 0;
    mirror.instead.set("tokenizer.json", sendFirst(tokenizer, 1_000));
    const id = fromGlobalId("ModelSetup", (await setUp()).setup.id);
    await eventually("it is downloading", async () => mirror.asked.at(-1)?.name === "tokenizer.json");
    const before = mirror.asked.length;
    const never = new AbortController().signal;
    await expect(runSetup(service.app.context, id, never, async () => 4.6e9)).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringMatching(
        /4\.6 GB free: 1\.5 GB to download and 1\.5 GB converted.* 1\.5 GB in the database/,
      ),
    });
    expect(mirror.asked).toHaveLength(before);
  });

  it("that is canceled keeps what there is of its files, and goes on from there when it is resumed", async () => {
    const { id } = (await entry()).setup;
    expect(await mutate(service, "cancelWork", { id }, "")).toMatchObject({ __typename: "CancelledWork" });
    expect((await readWork(service, id)).state).toBe("CANCELLED");
    expect((await readdir(downloads(id))).sort()).toEqual(
      expect.arrayContaining(["config.json", "model.safetensors", "tokenizer.json.part"]),
    );
    mirror.instead.clear();
    mirror.asked.length = 0;
    mirror.instead.set("tokenizer.json", breakOff(tokenizer, 9_000));
    expect(await mutate(service, "resumeWork", { id }, "")).toMatchObject({ __typename: "ResumedWork" });
    const { work, events } = await endedWork(service, id, OWN);
    expect(work).toMatchObject({
      ...{ state: "COMPLETED", errorMessage: null, catalogueId: MODEL },
      modelVersion: { name: MODEL, version: 1, active: true },
    });
    expect(new Set(mirror.asked.map(({ name }) => name))).toEqual(new Set(["tokenizer.json"]));
    expect(mirror.asked[0]).toEqual({
      name: "tokenizer.json",
      path: "/kept/google/siglip2-base-patch16-256/resolve/main/tokenizer.json",
      range: "bytes=1000-",
    });
    const phases = new Set(events.map(({ phase }) => phase));
    expect([...phases].slice(-4)).toEqual(["DOWNLOADING", "IMPORTING", "MAKING_VOCABULARIES", "ACTIVATING"]);
    expect(existsSync(downloads(id))).toBe(false);
  });

  it("leaves a model that answers with vocabularies to begin with, and is not made twice", async () => {
    expect(await entry()).toMatchObject({
      modelVersion: { name: MODEL, active: true },
      setup: { state: "COMPLETED" },
    });
    expect((await service.query("{ catalogue { hint } }")).data.catalogue.hint).toBeNull();
    const { data } = await service.query("{ vocabularies(first: 20) { edges { node { id name } } } }");
    const names = data.vocabularies.edges.map(({ node }: { node: { name: string } }) => node.name);
    expect(names).toEqual(expect.arrayContaining(["animals", "COCO", "everyday things", "NUS-WIDE"]));
    const animals = data.vocabularies.edges.find(
      ({ node }: { node: { name: string } }) => node.name === "animals",
    );
    const { prediction } = await mutate(
      service,
      "classify",
      { image: { base64: (await picture(1)).toString("base64") }, vocabularyId: animals.node.id, topK: 3 },
      "... on Classified { prediction { labels { score } } }",
    );
    expect(prediction.labels).toHaveLength(3);
    const { setup } = await setUp();
    expect(setup).toMatchObject({ id: (await entry()).setup.id, state: "COMPLETED" });
    await service.app.context.db.pool.query('DELETE FROM "ModelSetup"');
    const again = (await setUp()).setup;
    expect(again.id).not.toBe(setup.id);
    expect((await endedWork(service, again.id, OWN)).work).toMatchObject({
      modelVersion: { name: MODEL, version: 1, active: true },
    });
    const { data: after } = await service.query("{ vocabularies(first: 20) { edges { node { name } } } }");
    expect(after.vocabularies.edges).toHaveLength(names.length);
  });

  it("takes the second of two files that would do where the publisher has not the first", async () => {
    const { setup } = await setUp({ catalogueId: "clip-b16-datacomp" });
    const { work } = await endedWork(service, setup.id);
    expect(work).toMatchObject({
      ...{ state: "FAILED", errorMessage: expect.stringMatching(/answered 404/) },
    });
    const wanted = mirror.asked.slice(-2).map(({ name }) => name);
    expect(wanted).toEqual(["open_clip_model.safetensors", "open_clip_pytorch_model.bin"]);
  });
});
