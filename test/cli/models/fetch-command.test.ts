import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { breakOff, fileServerPerTest, serve } from "../../helpers/files/file-server";
import { writeZip } from "../../helpers/files/write-zip";
import { runCli } from "../run-cli";

/** Not torchvision's weights, but a text whose SHA-256 begins as theirs: dcbb9e9d. It was searched for. */
const weights = Buffer.from("weights1975706482");

describe("regionary fetch", () => {
  const directory = directoryPerTest();
  const server = fileServerPerTest();
  const fetchCli = (what: string, ...more: string[]) =>
    runCli(["fetch", what, "--from", server().address.href, ...more], {
      env: { REGIONARY_DATA_DIR: directory() },
    });
  const downloads = () => path.join(directory(), "downloads");

  test("vgg19 puts the weights into the data directory and says what to type next", async () => {
    server().answer = serve(weights);
    const file = path.join(downloads(), "vgg19-dcbb9e9d.pth");
    const next = `Next: bin/regionary models import --name NAME --head HEAD.pth --heads 8 --backbone ${file}
Or, to train a head: bin/regionary backbones import --name vgg19 --backbone ${file}`;
    expect(await fetchCli("vgg19")).toEqual({ code: 0, out: `Fetched: ${file}\n${next}`, err: "" });
    expect(await readFile(file)).toEqual(weights);
    const record = JSON.parse(await readFile(`${file}.json`, "utf8"));
    expect(record.sha256).toMatch(/^dcbb9e9d/);
    expect(await fetchCli("vgg19")).toMatchObject({ code: 0, out: `Already there: ${file}\n${next}` });
    expect(server().ranges).toHaveLength(1);
  });

  test("vgg19 continues where the server broke off", async () => {
    server().answer = breakOff(weights, 9);
    const { code } = await fetchCli("vgg19", "--to", directory());
    expect(code).toBe(0);
    expect(server().ranges.at(-1)).toBe("bytes=9-");
    expect(await readFile(path.join(directory(), "vgg19-dcbb9e9d.pth"))).toEqual(weights);
  });

  test("vgg19 refuses a wrong file, downloaded or already there", async () => {
    server().answer = serve(Buffer.from("<html>Sign in</html>"));
    const fromServer = await fetchCli("vgg19", "--to", directory());
    expect(fromServer).toMatchObject({ code: 1, out: "" });
    expect(fromServer.err).toMatch(/is not torchvision's VGG19: its SHA-256 must begin with dcbb9e9d; got/);
    expect(await readdir(directory())).toEqual([]);
    await writeFile(path.join(directory(), "vgg19-dcbb9e9d.pth"), "another");
    expect((await fetchCli("vgg19", "--to", directory())).err).toContain("Move it away");
    expect(await readdir(directory())).toEqual(["vgg19-dcbb9e9d.pth"]);
  });

  test("exits with 130 when it is interrupted, and says how to go on", async () => {
    server().answer = (_, response) => {
      response.writeHead(200, { etag: '"v1"', "content-length": weights.length });
      response.write(weights.subarray(0, 9));
    };
    const running = fetchCli("vgg19", "--to", directory());
    const part = path.join(directory(), "vgg19-dcbb9e9d.pth.part");
    const size = async () => (await stat(part).catch(() => null))?.size;
    await eventually("9 bytes are there", async () => (await size()) === 9);
    process.emit("SIGINT");
    const { code, err } = await running;
    expect(code).toBe(130);
    expect(err).toMatch(/^Stopped\. .* the next try goes on from there\.$/);
    server().answer = serve(weights);
    expect(await fetchCli("vgg19", "--to", directory())).toMatchObject({ code: 0 });
    expect(server().ranges).toEqual([null, "bytes=9-"]);
  });

  test("refuses an address without https", async () => {
    const { code, err } = await runCli(["fetch", "vgg19", "--from", "http://example.com/a", "--to", "x"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^Expected an address that begins with https:\/\//);
  });

  test("glove unpacks readable vectors of one size, and keeps the archive for the others", async () => {
    const numbers = " 1 0".repeat(25);
    const text = Array.from({ length: 400_000 }, (_, index) => `word${index}${numbers}\n`).join("");
    const few = Buffer.from(`word${" 1".repeat(100)}\n`);
    const archive = writeZip(
      [
        ["glove.6B.50d.txt", Buffer.from(text)],
        ["glove.6B.100d.txt", few],
        ["glove.6B.200d.txt", few],
        ["glove.6B.300d.txt", few],
      ],
      "deflated",
    );
    server().answer = serve(archive);
    const file = path.join(downloads(), "glove.6B.50d.txt");
    const first = await fetchCli("glove", "--dimensions", "50");
    expect(first).toMatchObject({ code: 0, err: "downloading\nunpacking" });
    expect(first.out.split("\n")).toEqual([
      `Fetched: ${file}`,
      `${path.join(downloads(), "glove.6B.zip")} can be deleted, or kept for the other sizes.`,
      `Next: bin/regionary vectors import ${file} --name glove-6b-50d`,
    ]);
    expect((await readFile(file, "utf8")) === text).toBe(true);
    for await (const { word, vector } of readWordVectors(file)) {
      expect([word, vector.length]).toEqual(["word0", 50]);
      break;
    }
    const record = JSON.parse(await readFile(path.join(downloads(), "glove.6B.zip.json"), "utf8"));
    expect(record.sha256).toBe(createHash("sha256").update(archive).digest("hex"));
    expect(await fetchCli("glove", "--dimensions", "50")).toMatchObject({ code: 0, err: "" });
    const other = await fetchCli("glove", "--dimensions", "100");
    expect(other.err).toContain("must have 400000 words and 40000000 numbers; got 1 and 100");
    expect(server().ranges).toHaveLength(1);
  });

  test("glove refuses and removes anything but the archive", async () => {
    server().answer = serve(writeZip([["readme.txt", Buffer.from("hello")]]));
    const { code, err } = await fetchCli("glove", "--to", directory());
    expect(code).toBe(1);
    expect(err).toContain("does not have glove.6B.50d.txt, glove.6B.100d.txt");
    expect(await readdir(directory())).toEqual([]);
  });

  test("names the publishers' addresses, and where to read about the authors' weights", async () => {
    const vgg19 = (await runCli(["fetch", "vgg19", "--help"])).out.replace(/\s+/g, " ");
    expect(vgg19).toContain("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth");
    const glove = (await runCli(["fetch", "glove", "--help"])).out.replace(/\s+/g, " ");
    expect(glove).toContain("https://nlp.stanford.edu/data/glove.6B.zip");
    expect((await runCli(["fetch", "--help"])).out).toContain("docs/command-line.md");
  });
});
