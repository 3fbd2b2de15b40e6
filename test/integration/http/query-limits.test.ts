import { once } from "node:events";
import { getIntrospectionQuery } from "graphql";
import type { Client } from "graphql-ws";
import { WebSocket } from "ws";
import { collect, connect, startTestService, type TestService } from "../../helpers/services/test-service";

const wrap = (levels: number) =>
  `{ images(first: 1) { edges { node ${"{ predictions(first: 1) { edges { node { image ".repeat(levels)}{ id }${" } } } }".repeat(levels)} } } }`;
const predictionsOf = (first: number | string, image: string) =>
  `predictions(first: ${first}) { edges { node { image { ${image} } } } }`;
const nested = (first: number | string, image: string) =>
  `images(first: ${first}) { edges { node { ${predictionsOf(first, image)} } } }`;
const pages = (first: number | string) => `{ ${nested(first, predictionsOf(first, "id"))} }`;
const many = (count: number, field: (i: number) => string) =>
  `{ ${Array.from({ length: count }, (_, i) => field(i)).join(" ")} }`;

describe("a query", () => {
  let service: TestService;
  let client: Client;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    client = connect(service.url);
  });
  afterAll(async () => {
    await client.dispose();
    await service.stop();
  });

  const fragments = `{ images(first: 1) { edges { node { ...a0 } } } } ${Array.from(
    { length: 8 },
    (_, i) =>
      `fragment a${i} on Image { predictions(first: 1) { edges { node { image { ...a${i + 1} } } } } }`,
  ).join(" ")} fragment a8 on Image { id }`;

  it.each([
    ["30 levels deep", wrap(7), "GRAPHQL_VALIDATION_FAILED"],
    ["35 levels deep through fragments", fragments, "GRAPHQL_VALIDATION_FAILED"],
    ["of 100 aliases", many(100, (i) => `a${i}: runtime { version }`), "GRAPHQL_VALIDATION_FAILED"],
    ["of 10,000 tokens", many(10_000, () => "runtime"), "GRAPHQL_PARSE_FAILED"],
    ["of a million entries", pages(100), "GRAPHQL_VALIDATION_FAILED"],
    [
      "of a million entries through fragments",
      `{ ${nested(100, "...a")} } fragment a on Image { ...b } fragment b on Image { ${predictionsOf(100, "id")} }`,
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["that is not valid GraphQL", "{ images(", "GRAPHQL_PARSE_FAILED"],
    ["for an unknown field", "{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ["without a variable that it needs", "query ($id: ID!) { node(id: $id) { id } }", "BAD_USER_INPUT"],
  ])("%s is refused with the same code over HTTP and WebSocket", async (_, query, code) => {
    const { data, errors } = await service.query(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toEqual({ code });
    const overSocket = await collect(client, query).then(
      ([answer]) => answer?.errors,
      (thrown: unknown) => thrown,
    );
    expect(overSocket).toMatchObject([{ extensions: { code } }]);
  });

  it("that is a subscription is refused over HTTP, which can answer only once", async () => {
    const { data, errors } = await service.query(
      'subscription { predictionBatchEvents(batchId: "any") { sequence } }',
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("graphql-transport-ws"),
      extensions: { code: "BAD_REQUEST" },
    });
  });

  it("is measured by its variables", async () => {
    const query = `query ($first: Int!) ${pages("$first")}`;
    expect((await service.query(query, { first: 25 })).errors).toBeUndefined();
    const { errors } = await service.query(query, { first: 100 });
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  });

  it("counts once what a page has beside its entries, and a report as the work that it is", async () => {
    const counts = "totalCount totalCountIsExact";
    const counted = `{ images(first: 100) { ${counts} edges { node { predictions(first: 1) { totalCount } } } } }`;
    expect((await service.query(counted)).errors).toBeUndefined(); // 10,400 entries
    const reports = (name: string) =>
      `${name}: evaluationRuns(first: 100) { edges { node { report { images } } } }`;
    expect((await service.query(`{ ${reports("a")} }`)).errors).toBeUndefined();
    const { errors } = await service.query(`{ ${reports("a")} ${reports("b")} }`);
    expect(errors?.[0]?.message).toContain("this one asks for 40200");
  });

  it("with a null where none is allowed is told so over HTTP and WebSocket, and nothing is logged", async () => {
    const query =
      'mutation ($k: Int) { classify(input: { image: { imageId: "x" }, vocabularyId: "x", topK: $k }) { __typename } }';
    const lines = service.log.length;
    const refused = [{ extensions: { code: "BAD_USER_INPUT" } }];
    expect((await service.query(query, { k: null })).errors).toMatchObject(refused);
    expect((await collect(client, query, { k: null }))[0]?.errors).toMatchObject(refused);
    expect(service.log).toHaveLength(lines);
  });

  it("named by a hash is refused, since queries are not kept, and nothing is logged", async () => {
    const lines = service.log.length;
    const extensions = { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } };
    const response = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ __typename }", extensions }),
    });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_SUPPORTED" } }],
    });
    expect(service.log).toHaveLength(lines);
  });

  it("in a WebSocket message over 1 MiB closes the socket, and one line is logged", async () => {
    const printed = jest.spyOn(console, "error");
    const lines = service.log.length;
    const socket = new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const closed = once(socket, "close");
    await once(socket, "open");
    socket.send("x".repeat(2 ** 20 + 1));
    expect((await closed)[0]).toBe(1009); // "message too big", as RFC 6455 numbers it
    expect(service.log.slice(lines)).toEqual([
      "A WebSocket was closed because of a bad message: Max payload size exceeded",
    ]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it.each([
    ["cut off", "multipart/form-data; boundary=x", "--x\r\n"],
    ["without its boundary", "multipart/form-data", "--x--"],
  ])("in a form %s is refused as a bad form", async (_, type, body) => {
    const headers = { "content-type": type, "apollo-require-preflight": "true" };
    const response = await fetch(`${service.url}/graphql`, { method: "POST", headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "INVALID_INPUT" } }] });
  });

  it("for the schema is answered, and so is one as deep as is sensible", async () => {
    const { data, errors } = await service.query(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(50);
    expect((await service.query(wrap(2))).errors).toBeUndefined();
  });
});
