import path from "node:path";
import { temporaryFolder } from "../../helpers/files/temporary-folder";
import { readVectorFile } from "../../helpers/vocabulary/read-vector-file";

const folder = temporaryFolder();
let files = 0;
const write = (content: string | Uint8Array) => folder.write(`${files++}.vec`, content);
const given = (name: string) => path.join(__dirname, "../../fixtures/cases/word-vectors", name);

const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
const row = (word: string, value: number, end = "") =>
  Buffer.concat([Buffer.from(`${word} `), floats(...Array(5).fill(value)), Buffer.from(end)]);
const binary: [title: string, file: string, words: string[], remarks: string[]][] = [
  ["plain words", given("01-control.bin"), ["the", "york", "cat"], []],
  ["a word cut within its last letter", given("01-control-cut-letter.bin"), [], []],
  [
    "gensim's line ends",
    write(Buffer.concat([Buffer.from("2 5\n"), row("new_york", 0.1, "\n"), row("cat", 0.2, "\n")])),
    ["new_york", "cat"],
    [],
  ],
  [
    "fewer rows than declared",
    write(Buffer.concat([Buffer.from("9 5\n"), row("a", 0.1), row("b", 0.2)])),
    ["a", "b"],
    ["HEADER_COUNT 1 the header says 9, the file has 2"],
  ],
];

describe("a binary word-vector file", () => {
  test.each(binary)("with %s is read", async (_, file, words, remarks) => {
    const found = await readVectorFile(file);
    if (words.length > 0) expect(found).toMatchObject({ remarks });
    expect(Object.keys(found.rows)).toHaveLength(words.length || 3);
  });

  test("has the vectors of its words", async () => {
    for (const name of ["01-control.bin", "01-control-cut-letter.bin"])
      expect((await readVectorFile(given(name))).rows.cat).toBe("0.3 0.3 0.3 0.3 0.3");
  });

  test.each<[string, string]>([
    [given("01-phrase.bin"), 'byte 28: number 1 of "new" is 2'],
    [given("01-phrase-newlines.bin"), "byte 29: number 1"],
  ])("with a blank in a word is refused at its byte, with what to do", async (file, message) => {
    await expect(readVectorFile(file)).rejects.toThrow(message);
    await expect(readVectorFile(file)).rejects.toThrow("Write the file as text, or with _ for blanks");
  });

  const phrases = [
    "new york",
    "New York",
    "R 2",
    "a b",
    "ab cde",
    "ab cdef",
    "AT & T",
    "4 S",
    "x 12345678",
    "à la",
    "San José",
  ];
  const misread = phrases.flatMap((phrase) =>
    ["", "\n"].map((end) => [phrase, JSON.stringify(end), end] as const),
  );
  test.each(misread)("with the word %p, line ends %s, is refused", async (phrase, _, end) => {
    for (const values of [
      [0.1, 0.2, 0.3],
      [-0.5, 1, 2],
      [0.013, -3.7, 0.25],
    ]) {
      const parts = [row("the", values[0]!, end), row(phrase, values[1]!, end), row("cat", values[2]!, end)];
      const file = write(Buffer.concat([Buffer.from("3 5\n"), ...parts]));
      await expect(readVectorFile(file)).rejects.toMatchObject({ code: "INVALID_WORD_VECTORS" });
    }
  });
});

describe("a file that is no word vectors in a form that is read", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["a web page", "<!DOCTYPE html><html>", "is an HTML page, not word vectors: the server answered"],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\n",
      "is a Git LFS pointer, not the file itself",
    ],
    ["GloVe's zip archive as downloaded", "PK\x03\x04", "is a zip archive, not word vectors. Unpack it"],
    [
      "fastText's .bin",
      Buffer.of(0xba, 0x16, 0x4f, 0x2f, 12, 0, 0, 0),
      "is fastText's own model (.bin). Give the .vec file",
    ],
    [
      "spaCy's or gensim's array",
      Buffer.from("\x93NUMPY\x01\0", "latin1"),
      "in spaCy each nlp.vocab.strings[key]",
    ],
    ["gensim's save", Buffer.of(0x80, 4, 0x95), "save_word2vec_format"],
    ["Numberbatch's HDF5", Buffer.from("\x89HDF\r\n\x1a\n", "latin1"), "is an HDF5 file"],
    ["JSON", '{"the": [0.1, 0.2]}', "is JSON"],
  ])("is refused by its name for %s", async (_, content, message) => {
    const file = write(content);
    await expect(readVectorFile(file)).rejects.toThrow(path.basename(file));
    await expect(readVectorFile(file)).rejects.toThrow(message);
  });

  test("is none where a bracket is a word", async () => {
    expect((await readVectorFile(write('[[ 1 2\n{" 3 4\n["a 5 6\n'))).rows).toEqual({
      "[[": "1 2",
      '{"': "3 4",
      '["a': "5 6",
    });
  });
});
