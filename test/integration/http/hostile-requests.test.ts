import { once } from "node:events";
import { request } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import { eventually } from "../../helpers/eventually";
import { type Answer, startTestService, type TestService } from "../../helpers/services/test-service";

describe("a request that would take more than its share", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    // The last line of the start, after which only requests could add one.
    await eventually("the log's last line of the start", async () =>
      service.log.some((line) => line.startsWith("No model is active")),
    );
  });
  afterAll(() => service.stop());

  const send = async (body: Buffer | string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const { data, errors } = (await response.json()) as Answer;
    const { message, extensions } = errors?.[0] ?? {};
    return { status: response.status, data, code: extensions?.code, message };
  };
  const withVariables = (variables: string) => `{"query":"{ __typename }","variables":{"a":${variables}}}`;
  const objects = withVariables(`[${"{},".repeat(1_000_000)}1]`);

  it.each([
    ["of a million objects", objects, {}, "500,000 values"],
    ["of a million brackets", "[".repeat(1_000_000), {}, "100 deep"],
    ["of a million keys", withVariables(`{${'"k":1,'.repeat(1_000_000)}"k":1}`), {}, "100,000 keys"],
    ["of a million numbers", withVariables(`[${"1,".repeat(1_000_000)}1]`), {}, "500,000 values"],
    [
      "in another encoding of characters",
      Buffer.from("{}", "utf16le"),
      { "content-type": "application/json; charset=utf-16le" },
      "UTF-8",
    ],
    ["compressed in an unknown way", "{}", { "content-encoding": "zstd" }, "gzip, deflate or br"],
    ["that is not compressed as it says", "{}", { "content-encoding": "gzip" }, "cannot be inflated"],
  ])("%s is refused, and nothing is logged", async (_, body, headers, message) => {
    const lines = service.log.length;
    expect(await send(body, headers)).toMatchObject({
      status: 400,
      code: "INVALID_INPUT",
      message: expect.stringContaining(message),
    });
    expect(service.log).toHaveLength(lines);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])(
    "that swells by %s is refused; one that shrinks as JSON does is answered",
    async (encoding, compress) => {
      const headers = { "content-encoding": encoding };
      expect(await send(compress(Buffer.alloc(3_000_000, " ")), headers)).toMatchObject({
        code: "INVALID_INPUT",
        message: expect.stringContaining("at most 100 times its size"),
      });
      expect(await send(compress(withVariables("[1, 2]")), headers)).toMatchObject({ status: 200 });
    },
  );

  it("larger than 64 MiB is refused by what it says of its length, before it is sent", async () => {
    const headers = { "content-type": "application/json", "content-length": String(2 ** 26 + 1) };
    const outgoing = request(`${service.url}/graphql`, { method: "POST", headers });
    outgoing.flushHeaders();
    const [response] = await once(outgoing, "response");
    outgoing.on("error", () => undefined).destroy();
    expect(response.statusCode).toBe(413);
  });

  it("whose sender leaves within the body is forgotten without a line in the log", async () => {
    const lines = service.log.length;
    for (const type of ["application/json", "multipart/form-data; boundary=x"]) {
      const headers = { "content-type": type, "content-length": "1000", "apollo-require-preflight": "1" };
      const outgoing = request(`${service.url}/graphql`, { method: "POST", headers });
      outgoing.on("error", () => undefined).write(type.startsWith("m") ? "--x\r\n" : '{"query"');
      await once(outgoing, "socket");
      await new Promise((resolve) => setTimeout(resolve, 50));
      outgoing.destroy();
    }
    expect(await send(withVariables("1"))).toMatchObject({ status: 200 });
    expect(service.log).toHaveLength(lines);
  });

  const ADD =
    "mutation ($image: Upload!) { addImages(input: { images: [{ source: { upload: $image } }] }) { __typename ... on Error { code message } ... on AddedImages { results { __typename ... on Error { code message } } } } }";
  const form = (file: string, end = "\r\n--x--\r\n", name = "a.png") =>
    [
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: ADD, variables: { image: null } })}`,
      `\r\n--x\r\nContent-Disposition: form-data; name="map"\r\n\r\n{"0":["variables.image"]}`,
      `\r\n--x\r\nContent-Disposition: form-data; name="0"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n${file}${end}`,
    ].join("");

  it.each([
    ["whose form ends within the file", form("half of it", "")],
    ["whose file name holds a NUL", form("no picture", undefined, "a\0b.png")],
    [
      "of 10,000 parts",
      `--x\r\n${'Content-Disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\n'.repeat(10_000)}`,
    ],
  ])("%s is refused as its sender's fault, and nothing is logged", async (_, body) => {
    const lines = service.log.length;
    const answer = await send(body, {
      "content-type": "multipart/form-data; boundary=x",
      "apollo-require-preflight": "1",
    });
    const { code } = answer.data?.addImages.results[0] ?? answer;
    expect(code).toMatch(/^INVALID_(INPUT|IMAGE)$/);
    expect(service.log).toHaveLength(lines);
  });

  it("with a hundred wrong values in a variable is told so, and nothing is logged", async () => {
    const lines = service.log.length;
    const query =
      'mutation ($ids: [ID!]!) { predict(input: { imageIds: $ids, vocabularyId: "x" }) { __typename } }';
    const body = JSON.stringify({ query, variables: { ids: new Array(100).fill({}) } });
    expect(await send(body)).toMatchObject({ status: 400, code: "BAD_USER_INPUT" });
    expect(service.log).toHaveLength(lines);
  });

  it("whose variable claims to be a number of its own making is answered like any other", async () => {
    expect(await send(withVariables('{"toString":1,"valueOf":1}'))).toMatchObject({ status: 200 });
  });

  it("in a message that only a server sends closes the socket with 4400, and nothing is logged", async () => {
    const printed = jest.spyOn(console, "error");
    for (const type of ["connection_ack", "next", "error"]) {
      const socket = new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      await once(socket, "open");
      socket.send(JSON.stringify({ type, id: "1", payload: type === "error" ? [{ message: "x" }] : {} }));
      expect((await once(socket, "close"))[0]).toBe(4400);
    }
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it("by thousands of sockets that show nothing keeps nobody out", async () => {
    const url = `${service.url.replace("http", "ws")}/graphql`;
    const idle = Array.from({ length: 1_200 }, () => new WebSocket(url, "graphql-transport-ws"));
    await Promise.all(idle.map((socket) => once(socket, "open")));
    const events = await service.collect('subscription { workEvents(workId: "nonsense") { sequence } }');
    expect(events[0]?.errors?.[0]?.extensions.code).toBe("INVALID_INPUT");
    for (const socket of idle) socket.terminate();
  });

  it("cannot be made by a page that shows the service in a frame", async () => {
    const { headers } = await fetch(`${service.url}/health`);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  });
});
