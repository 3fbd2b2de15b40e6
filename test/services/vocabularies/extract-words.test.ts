import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../../src/errors";
import { extractWords, type WordsInArchive } from "../../../src/services/vocabularies/extract-words";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeZip } from "../../helpers/files/write-zip";

const words = "the 0.1 -0.2\nof 0.3 0.4\nto 1 2\n";
const files = [
  ["glove.2d.txt", Buffer.from(words)],
  ["glove.9d.txt", Buffer.from("the 1\n")],
] as const;

describe("extractWords", () => {
  const directory = directoryPerTest();
  const extract = async (archive: Buffer, changes: Partial<WordsInArchive> = {}, signal?: AbortSignal) => {
    const archivePath = path.join(directory(), "glove.zip");
    await writeFile(archivePath, archive);
    const source = { archivePath, names: ["glove.2d.txt", "glove.9d.txt"], wanted: "glove.2d.txt" };
    const counts: number[] = [];
    await extractWords(
      { ...source, words: 3, dimensions: 2, mostBytes: 1000, ...changes },
      path.join(directory(), "words.txt"),
      (count) => counts.push(count),
      signal ?? new AbortController().signal,
    );
    return counts;
  };
  const isRefused = async (archive: Buffer, message: RegExp, changes: Partial<WordsInArchive> = {}) => {
    const failure = await extract(archive, changes).catch((error) => error);
    expect(failure).toMatchObject({ code: "DOWNLOAD_MISMATCH", message: expect.stringMatching(message) });
    expect(await readdir(directory())).toEqual(["glove.zip"]);
  };

  test.each(["stored", "deflated"] as const)(
    "unpacks a text that is %s, and counts its words",
    async (method) => {
      expect((await extract(writeZip(files, method))).at(-1)).toBe(3);
      expect(await readFile(path.join(directory(), "words.txt"), "utf8")).toBe(words);
      expect((await readdir(directory())).sort()).toEqual(["glove.zip", "words.txt"]);
    },
  );

  test("refuses what is not an archive, or is cut off", async () => {
    await isRefused(Buffer.from("<html>Not found</html>"), /not a complete zip archive/);
    await isRefused(writeZip(files).subarray(0, -30), /not a complete zip archive/);
  });

  test("refuses an archive that lacks a text", async () => {
    await isRefused(writeZip([files[0]]), /does not have glove\.9d\.txt/);
  });

  test("refuses a wrong number of words, or of numbers per word", async () => {
    await isRefused(writeZip(files), /must have 4 words and 8 numbers; got 3 and 6/, { words: 4 });
    await isRefused(writeZip(files), /must have 3 words and 9 numbers; got 3 and 6/, { dimensions: 3 });
  });

  test("refuses a damaged text, compressed or not", async () => {
    const stored = writeZip(files);
    stored[stored.indexOf("0.1")] = 0x37; // 7
    await isRefused(stored, /its checksum does not match/);
    const deflated = writeZip(files, "deflated");
    deflated.fill(0xff, 42, 60); // after the local header and the name
    await isRefused(deflated, /damaged/);
  });

  test("refuses a text that is too large", async () => {
    await isRefused(writeZip(files), /has 31 bytes; it must have at most 30/, { mostBytes: 30 });
  });

  test("does not unpack more than the archive declares", async () => {
    const bomb = writeZip([["glove.2d.txt", Buffer.alloc(1_000_000, "the 1 2\n")], files[1]], "deflated");
    const central = bomb.indexOf("PK\x01\x02", 0, "latin1");
    bomb.writeUInt32LE(31, central + 24); // what it says that it unpacks to
    await isRefused(bomb, /damaged/);
  });

  test("leaves nothing behind when it is interrupted", async () => {
    const reason = new RegionaryError("CANCELLED", "Stopped.");
    await expect(extract(writeZip(files), {}, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await readdir(directory())).toEqual(["glove.zip"]);
  });
});
