import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import express from "express";
import { studioPages } from "../../../src/http/studio/studio-pages";
import { writeTree } from "../../helpers/files/write-tree";

const PAGE =
  '<!doctype html><html lang="en"><head><base href="./" /><script type="module" src="./assets/main-Ab1.js"></script></head></html>';
const SCRIPT = "console.log('the studio');".repeat(100);

describe("the studio's pages", () => {
  let folder: string;
  let server: Server;
  let origin: string;
  const ask = (address: string, headers: Record<string, string> = {}) =>
    fetch(origin + address, { headers, redirect: "manual" });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "regionary-test-"));
    await writeTree(folder, {
      "index.html": PAGE,
      "graphiql.html": PAGE.replace("main", "graphiql"),
      "assets/main-Ab1.js": SCRIPT,
      "assets/main-Ab1.js.gz": gzipSync(SCRIPT),
      "assets/gone-Cd2.js.gz": gzipSync(SCRIPT),
    });
    const app = express();
    app.use(studioPages(folder, "frame-ancestors 'self'"));
    app.use((_request, response) => {
      response.status(404).json({ isOurs: true });
    });
    server = createServer(app).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it.each(["/", "/studio"])(
    "are found from %s, by an address that a proxy's path goes before",
    async (address) => {
      const response = await ask(address);
      expect([response.status, response.headers.get("location")]).toEqual([302, "studio/"]);
    },
  );

  it.each(["/studio/", "/studio/library", "/studio/images/SW1hZ2U6MQ", "/studio/a/b/c?d=/e", "/graphiql"])(
    "load their files from beside themselves, whatever path is before %s",
    async (address) => {
      const html = await (await ask(address)).text();
      const base = /<base href="([^"]*)" \/>/.exec(html)?.[1];
      // As a browser resolves it: the base against the page's address, the file against the base.
      const page = new URL(`https://photos.example/deep/path${address}`);
      const file = /src="([^"]*)"/.exec(html)?.[1];
      expect(new URL(file!, new URL(base!, page)).pathname).toMatch(
        /^\/deep\/path\/studio\/assets\/(main|graphiql)-Ab1\.js$/,
      );
    },
  );

  it("run only scripts of this service, and styles that carry the answer's own nonce", async () => {
    const [one, other] = await Promise.all([ask("/studio/"), ask("/studio/")]);
    const policy = one.headers.get("content-security-policy")!;
    const nonce = /<meta name="style-nonce" content="([^"]{22,})" \/>/.exec(await one.text())?.[1];
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self';.*base-uri 'self'.*frame-ancestors 'self'$/,
    );
    expect(policy).not.toContain("unsafe");
    expect(other.headers.get("content-security-policy")).not.toBe(policy);
    expect(one.headers.get("cache-control")).toBe("no-cache");
  });

  it("send their files compressed where that is accepted, to be kept for ever", async () => {
    const small = await ask("/studio/assets/main-Ab1.js", { "accept-encoding": "gzip" });
    const plain = await ask("/studio/assets/main-Ab1.js", { "accept-encoding": "identity" });
    expect(small.headers.get("content-encoding")).toBe("gzip");
    expect(plain.headers.get("content-encoding")).toBeNull();
    for (const response of [small, plain]) {
      expect(response.headers.get("content-type")).toMatch(/javascript/);
      expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(response.headers.get("vary")).toBe("Accept-Encoding");
      expect(await response.text()).toBe(SCRIPT);
    }
  });

  it.each([
    "/studio/assets/unknown.js",

    "/studio/assets/..%2findex.html",
    "/assets/main-Ab1.js",
  ])("leave %s to others", async (address) => {
    const response = await ask(address);
    expect([response.status, await response.json()]).toEqual([404, { isOurs: true }]);
  });

  it("answer for a file that is gone since the start in plain", async () => {
    await rm(path.join(folder, "assets/gone-Cd2.js.gz"));
    const response = await ask("/studio/assets/gone-Cd2.js");
    expect([response.status, await response.json()]).toEqual([404, { isOurs: true }]);
  });

  it("are read, never written to", async () => {
    const response = await fetch(`${origin}/studio/`, { method: "POST" });
    expect(response.status).toBe(404);
  });
});
