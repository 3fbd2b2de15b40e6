import path from "node:path";
import { gzipSync } from "node:zlib";
import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import { temporaryFolder } from "../../helpers/files/temporary-folder";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const folder = temporaryFolder();
let files = 0;

async function read(content: string | Uint8Array): Promise<[string, ...number[]][]> {
  const rows: [string, ...number[]][] = [];
  for await (const { word, vector } of readWordVectors(folder.write(`${files++}`, content))) {
    rows.push([word, ...vector]);
  }
  return rows;
}

const refusal = (...parts: string[]) => ({
  code: "INVALID_WORD_VECTORS",
  message: expect.stringMatching(new RegExp(parts.join(".*"))),
});

// 1 is 00 00 80 3f in little-endian float32, -2 is 00 00 00 c0, 0.5 is 00 00 00 3f.
const one = [0x00, 0x00, 0x80, 0x3f];
const minusTwo = [0x00, 0x00, 0x00, 0xc0];
const half = [0x00, 0x00, 0x00, 0x3f];
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const rows = [
  ["cat", 1, -2],
  ["new_york", 0.5, 1],
];
const formats: [string, string | Uint8Array][] = [
  ["GloVe text", "cat 1 -2\nnew_york 0.5 1\n"],
  ["word2vec text", "2 2\ncat 1.0 -2.0\nnew_york 0.5 1.0\n"],
  ["fastText .vec, with its blank at each line's end", "2 2\ncat 1 -2 \nnew_york 0.5 1 \n"],
  ["text with tabs and Windows line ends", "2 2\r\ncat\t1\t-2\r\nnew_york\t0.5\t1\r\n"],
  ["word2vec binary with line ends", bytes("2 2\n", "cat ", one, minusTwo, "\nnew_york ", half, one, "\n")],
  ["word2vec binary without line ends", bytes("2 2\n", "cat ", one, minusTwo, "new_york ", half, one)],
];

describe("readWordVectors", () => {
  test.each(formats)("reads %s, plain and gzip", async (_, content) => {
    expect(await read(content)).toEqual(rows);
    expect(await read(gzipSync(content))).toEqual(rows);
  });

  test("takes the last fields as the vector, for words that contain spaces", async () => {
    expect(await read("cat 1 2\n. . . 3 4\nat name@domain.com 5 6\n")).toEqual([
      ["cat", 1, 2],
      [". . .", 3, 4],
      ["at name@domain.com", 5, 6],
    ]);
  });

  test("reads a number as a word where a word belongs", async () => {
    expect(await read("2000 1 2\n3 4 5\n")).toEqual([
      ["2000", 1, 2],
      ["3", 4, 5],
    ]);
  });

  test("reads every form of decimal number to the nearest float32", async () => {
    const forms = ["-0.25515", "1e-3", "+.5", "7.", "-1.5E2", "0.1234567890123456789", "1e18", "16777217"];
    const [row] = await read(`x ${forms.join(" ")}\n`);
    expect(row!.slice(1)).toEqual(forms.map((form) => Math.fround(Number(form))));
  });

  test("keeps repeated words, words in other scripts, and the file's order", async () => {
    expect((await read("猫 1\nкот 2\n猫 3\n")).map(([word]) => word)).toEqual(["猫", "кот", "猫"]);
  });

  test("reads a file without a line end after its last line", async () => {
    expect(await read("cat 1 2\ndog 3 4")).toHaveLength(2);
  });

  test("reads rows across the pieces in which a file arrives", async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `word${i} ${i} 0.${i}`).join("\n");
    const all = await read(many);
    expect(all).toHaveLength(60_000);
    expect(all.every(([word, first], i) => word === `word${i}` && first === i)).toBe(true);
  });

  test("can be stopped early", async () => {
    for await (const { word } of readWordVectors(folder.write("early", "a 1\nb 2\n"))) {
      expect(word).toBe("a");
      break;
    }
  });

  const endless = Buffer.alloc(3_000_000, "1 ");
  test.each<[string, string | Uint8Array, string[]]>([
    ["an empty file", "", ["at least one word"]],
    ["prose", "Hello world\n", ["line 1", "Hello world"]],
    ["a row with a number too few", "cat 1 2\ndog 3\n", ["line 2", "2 numbers, got 1"]],
    ["a row that is cut off", "cat 1 2\ndog", ["line 2", "got 0"]],
    ["nothing but NaN", "cat 1 nan 3\n", ["at least one word", "not finite: line 1"]],
    ["a number beyond float32", "cat 1 2\ndog 1e39 3\n", ["line 2", "1e39"]],
    ["hexadecimal", "cat 1 2\ndog 0x10 3\n", ["line 2", "0x10"]],
    ["a number whose square is beyond float32", "cat 1 2\ndog 1e30 3\n", ["line 2", "usual size", "1e30"]],
    ["a line without end", bytes("cat ", [...endless]), ["line 1", "no line end within"]],
    ["text rows of another length than declared", "1 3\ncat 10 20\n", ["line 2", "3 numbers, got 2"]],
    ["a declared dimension of a billion", "1 1000000000\ncat 1\n", ["line 1", "1000000000 dimensions"]],
    ["no dimensions", "5 0\n", ["line 1", "0 dimensions"]],
    ["a header of other lengths", "9 2\na 1 2 3\nb 1 2 3\nc 1 2 3\n", ["line 1", "2 numbers.*row has 3"]],
    ["a declared count of 10^15", "1000000000000000 300\ncat 1\n", ["line 2", "300 numbers, got 1"]],
    ["a binary row cut off", bytes("1 2\n", "cat ", one, [0, 0]), ["byte 4", "expected 8 bytes", "got 6"]],
    [
      "NaN in binary",
      bytes("1 2\n", "cat ", one, [0, 0, 0xc0, 0x7f]),
      ["byte 4", "number 2 of .cat. is NaN"],
    ],
    [
      "a binary word that never ends",
      bytes("9 2\n", Buffer.alloc(9000, 7) as never),
      ["byte 4", "no word ends"],
    ],
    [
      "gzip that is cut off",
      gzipSync("cat 1 2\ndog 3 4\n").subarray(0, -9),
      ["decompressed", "unexpected end"],
    ],
  ])("refuses %s and says where", async (_, content, parts) => {
    await expect(read(content)).rejects.toMatchObject(refusal(...parts));
  });

  test("refuses a gzip bomb of one line in bounded memory", async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from("cat "), Buffer.alloc(200_000_000, "1")]), { level: 1 });
    const before = process.memoryUsage().rss;
    await expect(read(bomb)).rejects.toMatchObject(refusal("no line end within"));
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test("distinguishes a missing file from a bad one", async () => {
    const missing = readWordVectors("/nowhere/vectors.txt");
    await expect(missing.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(readWordVectors(__dirname).next()).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});

describeWithShared("vocabularies")("the real GloVe vectors", () => {
  test("are 1,059 words of 300 numbers", async () => {
    let count = 0;
    for await (const { word, vector } of readWordVectors(
      path.join(sharedPath, "vocabularies/glove-300d-subset.txt"),
    )) {
      if (count === 0) {
        expect(word).toBe("nature");
        expect(Array.from(vector.subarray(0, 3))).toEqual([-0.25515, -0.07341, 0.086922].map(Math.fround));
      }
      expect(vector).toHaveLength(300);
      count++;
    }
    expect(count).toBe(1059);
  });
});
