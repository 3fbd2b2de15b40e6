import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { RegionaryError } from "../../../src/errors";
import { fetchFile } from "../../../src/files/download/fetch-file";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { breakOff, fileServerPerTest, serve } from "../../helpers/files/file-server";
import { randomTensor } from "../../helpers/graph/random-tensors";

const bytesOf = (seed: number) => Buffer.from(randomTensor([75_000], seed).data.buffer);
const content = bytesOf(1); // 300,000 bytes
const other = bytesOf(2);
const sha256 = createHash("sha256").update(content).digest("hex");
const neverAborted = new AbortController().signal;

describe("fetchFile", () => {
  const directory = directoryPerTest();
  const server = fileServerPerTest();
  const target = () => path.join(directory(), "file.bin");
  const files = async () => (await readdir(directory())).sort();

  const fetchIt = ({
    signal = neverAborted,
    mostBytes = 1_000_000,
    check = async () => undefined,
    onProgress = () => undefined,
    tries = 3,
    inactivityMs = 20_000,
  }: {
    signal?: AbortSignal;
    mostBytes?: number;
    check?: (file: string, sha256: string) => Promise<void>;
    onProgress?: (bytes: number, totalBytes: number | null) => void;
    tries?: number;
    inactivityMs?: number;
  } = {}) =>
    fetchFile(
      { address: server().address, trusted: true, path: target(), mostBytes, check },
      onProgress,
      signal,
      {
        tries,
        pauseMs: 1,
        inactivityMs,
      },
    );
  const isWhole = async () => {
    expect(Buffer.compare(await readFile(target()), content)).toBe(0);
    expect(await files()).toEqual(["file.bin", "file.bin.json"]);
  };
  /** A first call that comes to nothing but 100,000 bytes; what it throws. */
  const begin = async (etag: string | null = '"v1"') => {
    let breakItOff = () => {};
    server().answer = (_, response) => {
      server().answer = (_, later) => void later.writeHead(503).end();
      const version = etag === null ? {} : { etag };
      response.writeHead(200, { ...version, "content-length": content.length });
      response.write(content.subarray(0, 100_000));
      breakItOff = () => response.destroy();
    };
    const onProgress = (bytes: number) => bytes === 100_000 && breakItOff();
    const failure = await fetchIt({ onProgress }).catch((error) => error);
    expect((await readFile(`${target()}.part`)).length).toBe(100_000);
    server().ranges.length = 0;
    return failure;
  };

  test("puts a complete, checked file in its place, and records its hash and origin", async () => {
    server().answer = serve(content);
    const checked: unknown[] = [];
    const check = async (file: string, hash: string) => {
      checked.push([hash, Buffer.compare(await readFile(file), content), await files()]);
    };
    const progress: unknown[] = [];
    await fetchIt({ check, onProgress: (...numbers) => progress.push(numbers) });
    await isWhole();
    expect(checked).toEqual([[sha256, 0, ["file.bin.part", "file.bin.part.json"]]]);
    expect(progress[0]).toEqual([0, 300_000]);
    expect(progress.at(-1)).toEqual([300_000, 300_000]);
    expect(JSON.parse(await readFile(`${target()}.json`, "utf8"))).toEqual({
      address: server().address.href,
      bytes: 300_000,
      sha256,
      fetchedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test("accepts a body of undeclared length", async () => {
    server().answer = (_, response) => {
      response.write(content.subarray(0, 1000));
      response.end(content.subarray(1000));
    };
    await fetchIt();
    await isWhole();
  });

  test("continues by itself where the connection broke, as long as each try brings something", async () => {
    server().answer = breakOff(content, 70_000);
    await fetchIt();
    await isWhole();
    const ranges = server().ranges.map((range) => Number(/\d+/.exec(range ?? "0")?.[0]));
    expect(ranges.length).toBeGreaterThan(3);
    expect(ranges).toEqual([...ranges].sort((a, b) => a - b));
  });

  test("keeps what arrived when it gives up, says so, and continues from there at the next call", async () => {
    const failure = await begin();
    expect(failure).toMatchObject({ code: "DOWNLOAD_FAILED" });
    expect(failure.message).toMatch(
      /^The download failed 3 times in a row: 127\.0\.0\.1:\d+ answered 503 Service Unavailable\. 0\.1 MB are kept in .+file\.bin\.part; the next try goes on from there\.$/,
    );
    expect(await files()).toEqual(["file.bin.part", "file.bin.part.json"]);
    server().answer = serve(content);
    await fetchIt();
    await isWhole();
    expect(server().ranges).toEqual(["bytes=100000-"]);
  });

  test("continues after an interruption, whose message says what is kept", async () => {
    const controller = new AbortController();
    server().answer = (_, response) => {
      response.writeHead(200, { etag: '"v1"', "content-length": content.length });
      response.write(content.subarray(0, 100_000)); // and no more
    };
    const onProgress = (bytes: number) => {
      if (bytes === 100_000) controller.abort(new RegionaryError("CANCELLED", "Stopped."));
    };
    await expect(fetchIt({ signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: "CANCELLED",
      message: expect.stringContaining("0.1 MB are kept in"),
    });
    server().answer = serve(content);
    await fetchIt();
    await isWhole();
    expect(server().ranges).toEqual([null, "bytes=100000-"]);
  });

  test("uses a partial file that is complete, without downloading it again", async () => {
    server().answer = serve(content);
    await expect(fetchIt({ check: () => Promise.reject(new Error("killed here")) })).rejects.toThrow(
      "killed",
    );
    server().ranges.length = 0;
    const progress: number[] = [];
    await fetchIt({ onProgress: (bytes) => progress.push(bytes) });
    await isWhole();
    expect(server().ranges).toEqual(["bytes=300000-"]);
    expect(progress).toEqual([300_000]);
  });

  test("starts over if the file has changed and the server sends the new one", async () => {
    await begin();
    server().answer = serve(content, '"v2"');
    await fetchIt();
    await isWhole();
    expect(server().ranges).toHaveLength(1);
  });

  test("starts over if the file has changed and the server wrongly continues with the new one", async () => {
    await begin('"v0"');
    const whole = serve(content, '"v2"');
    server().answer = (request, response, count) => {
      if (request.headers.range === undefined) return whole(request, response, count);
      const rest = other.subarray(100_000);
      response.writeHead(206, { etag: '"v2"', "content-range": "bytes 100000-299999/300000" }).end(rest);
    };
    await fetchIt();
    await isWhole();
    expect(server().ranges[1]).toBeNull();
  });

  test.each([
    ["another place", "bytes 99999-299999/300000"],
    ["another length", "bytes 100000-299999/300001"],
    ["no place", ""],
  ])("starts over if the continuation has %s", async (_, range) => {
    await begin();
    const whole = serve(content);
    server().answer = (request, response, count) => {
      if (request.headers.range === undefined) return whole(request, response, count);
      response.writeHead(206, range ? { "content-range": range } : {}).end(content.subarray(99_999));
    };
    await fetchIt();
    await isWhole();
  });

  test("starts over if the server ignores Range", async () => {
    await begin();
    server().answer = (_, response) => void response.writeHead(200, { etag: '"v1"' }).end(content);
    await fetchIt();
    await isWhole();
  });

  test.each([
    ["that names no version", null],
    ["that gives only weak versions", 'W/"v1"'],
  ])("does not ask for a continuation from a server %s", async (_, etag) => {
    await begin(etag);
    server().answer = serve(content, etag);
    await fetchIt();
    await isWhole();
    expect(server().ranges).toEqual([null]);
  });

  test("does not continue from another address, or with a damaged record", async () => {
    await begin();
    await writeFile(`${target()}.part.json`, '{"address": "http');
    server().answer = serve(content);
    await fetchIt();
    expect(server().ranges).toEqual([null]);
    await isWhole();
    await begin();
    const origin = JSON.parse(await readFile(`${target()}.part.json`, "utf8"));
    await writeFile(
      `${target()}.part.json`,
      JSON.stringify({ ...origin, address: "https://elsewhere.example/" }),
    );
    server().answer = serve(content);
    await fetchIt();
    expect(server().ranges).toEqual([null]);
  });

  test("gives up if the server always breaks off at the same place", async () => {
    server().answer = (_, response) => {
      response.writeHead(200, { "content-length": content.length });
      response.write(content.subarray(0, 50_000), () => response.destroy());
    };
    await expect(fetchIt()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
    expect(new Set(server().ranges)).toEqual(new Set([null]));
  });

  test("gives up if more is declared than comes, and is not misled about what it has", async () => {
    server().answer = (request, response) => {
      const from = Number(/\d+/.exec(request.headers.range ?? "0")?.[0]);
      response.writeHead(from > 0 ? 206 : 200, {
        etag: '"v1"',
        "content-length": 300_100 - from,
        ...(from > 0 ? { "content-range": `bytes ${from}-300099/300100` } : {}),
      });
      if (from === content.length) response.destroy();
      else response.write(content.subarray(from), () => response.destroy());
    };
    const failure = await fetchIt().catch((error) => error);
    expect(failure).toMatchObject({ code: "DOWNLOAD_FAILED" });
    expect(await files()).not.toContain("file.bin");
  });

  test("accepts a server's later answer that nothing is missing", async () => {
    await begin();
    await writeFile(`${target()}.part`, content);
    server().answer = (_, response) =>
      void response.writeHead(416, { "content-range": "bytes */300000" }).end();
    await fetchIt();
    await isWhole();
  });

  test("removes a wrong file, such as one of which less was declared than there is", async () => {
    server().answer = (_, response) => {
      response.writeHead(200, { etag: '"v1"', "content-length": 200_000 });
      response.flushHeaders();
      response.socket?.write(content.subarray(0, 200_000)); // past Node's own look at the length
      setTimeout(() => response.socket?.write(content.subarray(200_000)), 20);
    };
    const check = async (_: string, hash: string) => {
      if (hash !== sha256) throw new RegionaryError("DOWNLOAD_MISMATCH", `It is ${hash}.`);
    };
    const cut = createHash("sha256").update(content.subarray(0, 200_000)).digest("hex");
    await expect(fetchIt({ check })).rejects.toMatchObject({
      code: "DOWNLOAD_MISMATCH",
      message: `It is ${cut}.`,
    });
    expect(await files()).toEqual([]);
  });

  test("refuses a file that is too large, declared or not, and keeps nothing of it", async () => {
    server().answer = serve(content);
    await expect(fetchIt({ mostBytes: 299_999 })).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
    server().answer = (_, response) => {
      response.write(content);
      response.end(content);
    };
    const failure = await fetchIt({ mostBytes: 300_000 }).catch((error) => error);
    expect(failure).toMatchObject({ code: "DOWNLOAD_FAILED" });
    expect(failure.message).toContain("300000 bytes");
    expect((await readFile(`${target()}.part`)).length).toBe(0);
  });

  test("refuses a compressed answer", async () => {
    server().answer = (_, response) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(content);
    await expect(fetchIt()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
  });

  test("gives up after a while if the server sends nothing, before or within the file", async () => {
    server().answer = () => undefined;
    await expect(fetchIt({ tries: 1, inactivityMs: 30 })).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringMatching(/127\.0\.0\.1:\d+ sent nothing for 0\.03 s/),
    });
    server().answer = (_, response) => {
      response.writeHead(200, { etag: '"v1"', "content-length": content.length });
      response.write(content.subarray(0, 100_000));
    };
    await expect(fetchIt({ tries: 1, inactivityMs: 1_000 })).rejects.toMatchObject({
      message: expect.stringContaining("0.1 MB are kept in"),
    });
  });

  test.each([404, 403, 410])("does not retry after %s", async (status) => {
    server().answer = (_, response) => void response.writeHead(status).end();
    await expect(fetchIt()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining(`answered ${status}`),
    });
    expect(server().ranges).toHaveLength(1);
  });

  test("retries after 503", async () => {
    server().answer = (request, response, count) =>
      count < 2 ? void response.writeHead(503).end() : serve(content)(request, response, count);
    await fetchIt();
    await isWhole();
  });

  test("says if a server cannot be reached", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    server().address.port = String((closed.address() as AddressInfo).port);
    await new Promise((resolve) => closed.close(resolve));
    await expect(fetchIt()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringMatching(/3 times in a row: .*ECONNREFUSED.* Nothing is kept/),
    });
  });

  test("follows a redirect, with the Range", async () => {
    await begin();
    server().answer = (request, response, count) =>
      request.url === "/file.bin"
        ? void response.writeHead(302, { location: "/moved.bin" }).end()
        : serve(content)(request, response, count);
    await fetchIt();
    await isWhole();
    expect(server().ranges.at(-1)).toMatch(/^bytes=\d+-$/);
  });

  test("follows only a few redirects", async () => {
    server().answer = (_, response) => void response.writeHead(302, { location: "/file.bin" }).end();
    await expect(fetchIt()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("more than 5 times"),
    });
    expect(server().ranges).toHaveLength(6);
  });

  test.each(["http://example.com/file.bin", "file:///etc/hostname", "ftp://127.0.0.1/a"])(
    "does not follow a redirect to %s",
    async (location) => {
      server().answer = (_, response) => void response.writeHead(302, { location }).end();
      await expect(fetchIt()).rejects.toMatchObject({
        code: "DOWNLOAD_FAILED",
        message: expect.stringContaining("is not followed"),
      });
    },
  );

  test.each([
    "https://127.0.0.1:9/file.bin",
    "https://10.0.0.1/file.bin",
    "https://[::1]/file.bin",
    "https://[::ffff:169.254.169.254]/file.bin",
    "https://localhost:9/file.bin",
  ])("does not follow a redirect to %s, which is inside", async (location) => {
    server().answer = (_, response) => void response.writeHead(302, { location }).end();
    await expect(fetchIt()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringMatching(
        /leads to \S+( \(\S+\))?, which is not an address of the public internet/,
      ),
    });
    expect(server().ranges).toHaveLength(1);
  });

  test("does not ask a private host that no administrator has named", async () => {
    const { address } = server();
    const file = {
      ...{ address, trusted: false, path: target() },
      mostBytes: 10,
      check: async () => undefined,
    };
    await expect(fetchFile(file, () => undefined, neverAborted)).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("which is not an address of the public internet"),
    });
    expect(server().ranges).toEqual([]);
  });

  test("removes a file that is not as the server announces it in its redirect", async () => {
    const announce = (hash: string): void => {
      server().answer = (request, response, count) =>
        request.url === "/file.bin"
          ? void response.writeHead(302, { location: "/moved.bin", "x-linked-etag": `"${hash}"` }).end()
          : serve(content)(request, response, count);
    };
    announce(createHash("sha256").update(other).digest("hex"));
    await expect(fetchIt()).rejects.toMatchObject({
      code: "DOWNLOAD_MISMATCH",
      message: expect.stringContaining(`got ${sha256}. It was removed`),
    });
    expect(await files()).toEqual([]);
    announce(sha256);
    await fetchIt();
    await isWhole();
  });

  (existsSync("/dev/full") ? test : test.skip)("says that the disk is full", async () => {
    await symlink("/dev/full", `${target()}.part`);
    server().answer = serve(content);
    await expect(fetchIt()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringMatching(/^The disk that .*file\.bin\.part is on is full\. Make room/),
    });
    expect(server().ranges).toHaveLength(1);
  });

  test("says if it cannot write", async () => {
    const path = `${target()}/not/there`;
    const file = {
      address: server().address,
      trusted: true,
      path,
      mostBytes: 10,
      check: async () => undefined,
    };
    await expect(fetchFile(file, () => undefined, neverAborted)).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("cannot be written"),
    });
  });
});
