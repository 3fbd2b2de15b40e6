import { request } from "node:http";
import { WebSocket } from "ws";
import { readConfig } from "../../../src/config";
import {
  collect,
  connect,
  post,
  startTestService,
  type TestService,
} from "../../helpers/services/test-service";
import { startProxyBelow } from "../../studio/browser/start-proxy-below";

const KEY = "Correct-Horse:Battery/Staple=";
const ASK = "{ runtime { version } }";
const ADD = `mutation ($base64: String!) {
  addImages(input: { images: [{ source: { base64: $base64 } }] }) {
    ... on AddedImages { results { ... on AddedImage { image { url thumbnailUrl(width: 64) } } } }
  }
}`;
const RED =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWO4YKCAFTEMLQkATmxIAer45+0AAAAASUVORK5CYII=";
const SUBSCRIBE = 'subscription { predictionBatchEvents(batchId: "nonsense") { sequence } }';

/** A request with headers that fetch keeps to itself, such as Host and Origin. */
function ask(url: string, headers: Record<string, string>, method = "POST") {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const outgoing = request(url, { method, headers: { "content-type": "application/json", ...headers } });
      outgoing.once("error", reject);
      outgoing.once("response", async (response) => {
        let body = "";
        for await (const part of response) body += part;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
      outgoing.end(method === "POST" ? JSON.stringify({ query: ASK }) : undefined);
    },
  );
}

/** Whether a WebSocket opens, and else the status that it is refused with. */
function openSocket(url: string, headers: Record<string, string>): Promise<"open" | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", { headers });
    socket.once("error", reject);
    socket.once("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.once("open", () => {
      socket.terminate();
      resolve("open");
    });
  });
}

describe("without a key, on loopback", () => {
  let service: TestService;
  let endpoint: string;
  beforeAll(async () => {
    service = await startTestService({
      bare: true,
      env: { REGIONARY_ALLOWED_ORIGINS: "https://friend.example, http://other.example:8080" },
    });
    endpoint = `${service.url}/graphql`;
  });
  afterAll(() => service.stop());

  it("answers are kept by no cache on the way", async () => {
    const query = encodeURIComponent(ASK);
    const asked = [
      ask(endpoint, {}),
      ask(`${endpoint}?query=${query}`, { "apollo-require-preflight": "yes" }, "GET"),
    ];
    for (const { status, headers } of await Promise.all(asked))
      expect({ status, cached: headers["cache-control"] }).toEqual({ status: 200, cached: "no-store" });
  });

  it("requests under a host name that is not ours are refused, even if that name resolves to us", async () => {
    for (const host of ["evil.example", "evil.example:4000", "localhost.evil.example"]) {
      const { status, body } = await ask(endpoint, { host });
      expect({ status, code: JSON.parse(body).errors[0].extensions.code }).toEqual({
        status: 403,
        code: "FORBIDDEN",
      });
      expect(await openSocket(service.url, { host })).toBe(403);
    }
    for (const host of ["localhost", "localhost:4000", "127.0.0.1", "[::1]:4000"])
      expect((await ask(endpoint, { host })).status).toBe(200);
  });

  it("pages of other origins are refused, unless they are ours or allowed", async () => {
    for (const origin of ["https://evil.example", "null", "https://friend.example.evil.example"]) {
      const { status, headers } = await ask(endpoint, { origin });
      expect(status).toBe(403);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect((await ask(endpoint, { origin }, "OPTIONS")).status).toBe(403);
      expect(await openSocket(service.url, { origin })).toBe(403);
    }
    for (const origin of ["https://friend.example", "http://other.example:8080"]) {
      const { status, headers } = await ask(endpoint, { origin });
      expect({ status, allowed: headers["access-control-allow-origin"] }).toEqual({
        status: 200,
        allowed: origin,
      });
      const preflight = await ask(endpoint, { origin, "access-control-request-method": "POST" }, "OPTIONS");
      expect(preflight.status).toBe(204);
      expect(preflight.headers["access-control-allow-headers"]).toContain("content-type");
      expect(await openSocket(service.url, { origin })).toBe("open");
    }
    expect((await ask(endpoint, { origin: service.url })).status).toBe(200);
    expect(await openSocket(service.url, { origin: service.url })).toBe("open");
  });

  it("other addresses are not found, and bodies that are not JSON are refused with a code", async () => {
    const response = await fetch(`${service.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
    const headers = { "content-type": "application/json" };
    const broken = await fetch(endpoint, { method: "POST", headers, body: "{" });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ errors: [{ extensions: { code: "INVALID_INPUT" } }] });
    expect(await (await fetch(`${service.url}/health`)).json()).toEqual({ status: "ok" });
  });
});

describe("with a key", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ bare: true, env: { REGIONARY_API_KEY: KEY } });
  });
  afterAll(() => service.stop());

  it.each([
    ["a bearer token", { authorization: `Bearer ${KEY}` }],
    ["X-API-Key", { "x-api-key": KEY }],
    ["a password", { authorization: `Basic ${Buffer.from(`any:${KEY}`).toString("base64")}` }],
  ])("requests that carry it as %s are answered", async (_, headers) => {
    expect((await post(service.url, ASK, {}, headers)).data.runtime.version).toBeDefined();
  });

  it.each([
    ["no key", {}],
    ["another key", { authorization: `Bearer ${KEY}s` }],
    ["half of it", { "x-api-key": KEY.slice(0, 8) }],
    ["an empty one", { "x-api-key": "" }],
    ["an unknown scheme", { authorization: `Token ${KEY}` }],
  ])("requests with %s are refused at every address", async (_, headers) => {
    for (const path of ["/graphql", "/health", "/images/x", "/nowhere"]) {
      const { status, headers: answered, body } = await ask(service.url + path, headers, "GET");
      expect(status).toBe(401);
      expect(answered["www-authenticate"]).toContain("Basic");
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    }
  });

  it("a browser asks a person for it where an address was opened, and not where a page sent the request", async () => {
    const challenges = ["navigate", "cors", "no-cors"].map(async (mode) => {
      const { headers } = await ask(`${service.url}/graphql`, { "sec-fetch-mode": mode }, "GET");
      return String(headers["www-authenticate"]).split(" ")[0];
    });
    expect(await Promise.all(challenges)).toEqual(["Basic", "Bearer", "Bearer"]);
  });

  it("URLs in answers can be read without it, below a proxy's path too, and are good for nothing else", async () => {
    const answer = await post(service.url, ADD, { base64: RED }, { "x-api-key": KEY });
    const { url, thumbnailUrl } = answer.data.addImages.results[0].image;
    const proxy = await startProxyBelow("/photos/regionary", service.url);
    for (const link of [url, thumbnailUrl, url.replace(service.url, proxy.url)]) {
      const response = await fetch(link);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        200,
        expect.stringMatching(/^image\//),
      ]);
      expect((await fetch(link, { method: "POST" })).status).toBe(401);
      expect((await fetch(link.replace("/images/", "/imageS/"))).status).toBe(401);
      expect((await fetch(link.replace(/expires=\d/, "expires=9"))).status).toBe(401);
      expect((await fetch(link.split("?")[0])).status).toBe(401);
    }
    const query = new URL(url).searchParams;
    query.set("query", ASK);
    expect((await fetch(`${service.url}/graphql?${query}`)).status).toBe(401);
    proxy.stop();
  });

  it.each([
    ["authorization", { Authorization: `Bearer ${KEY}` }],
    ["x-api-key", { "x-api-key": KEY }],
  ])("sockets carry it in connectionParams as %s", async (_, parameters) => {
    const client = connect(service.url, parameters);
    const [answer] = await collect(client, SUBSCRIBE);
    expect(answer?.errors?.[0]?.extensions.code).toBe("INVALID_INPUT");
    await client.dispose();
  });

  it("sockets without it are closed with 4403", async () => {
    for (const parameters of [{}, { "x-api-key": "wrong" }, { "x-api-key": 7 }])
      await expect(collect(connect(service.url, parameters), SUBSCRIBE)).rejects.toMatchObject({
        code: 4403,
      });
  });
});

describe("off loopback", () => {
  it("the service refuses to start without a key of at least 16 characters that a header can carry", () => {
    for (const host of ["0.0.0.0", "::", "192.168.1.5", "example.org"]) {
      expect(() => readConfig({ REGIONARY_HOST: host })).toThrow(/REGIONARY_API_KEY/);
      expect(() => readConfig({ REGIONARY_HOST: host, REGIONARY_API_KEY: "short" })).toThrow(/16/);
      expect(readConfig({ REGIONARY_HOST: host, REGIONARY_API_KEY: KEY }).host).toBe(host);
    }
    for (const host of ["127.0.0.1", "localhost", "::1"])
      expect(readConfig({ REGIONARY_HOST: host }).apiKey).toBeNull();
    for (const key of ["short", "with spaces in the middle", "mit-Umläuten-und-mehr"]) {
      expect(() => readConfig({ REGIONARY_API_KEY: key })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(key) }),
      );
    }
  });
});
