import path from "node:path";
import { temporaryFolder } from "../../helpers/files/temporary-folder";
import { readVectorFile } from "../../helpers/vocabulary/read-vector-file";

const folder = temporaryFolder();
let files = 0;
const write = (content: string | Uint8Array) => folder.write(`${files++}.vec`, content);
const given = (name: string) => path.join(__dirname, "../../fixtures/cases/word-vectors", name);

const THE = ".1 .2 .3";
const CAT = "0.7 0.8 0.9";
const theCat = { the: "0.1 0.2 0.3", cat: CAT };

const texts: [title: string, file: string, rows: Record<string, string>, remarks: string[]][] = [
  [
    "a first word of two words",
    given("02-first-word-phrase.txt"),
    { "my name": "0.1 0.2 0.3", hello: "0.4 0.5 0.6" },
    [],
  ],
  [
    "a first word with a number before its blank",
    given("02-first-word-number.txt"),
    { "3 d": "0.1 0.2 0.3", cat: CAT },
    [],
  ],
  ["a first word of signs", write(`2 3\n+ - ${THE}\ncat .7 .8 .9\n`), { "+ -": "0.1 0.2 0.3", cat: CAT }, []],
  [
    "a first word of numbers, in a file without a header",
    write(`route 66 ${THE}\ncat .7 .8 .9\nthe ${THE}\n`),
    { "route 66": "0.1 0.2 0.3", cat: CAT, the: "0.1 0.2 0.3" },
    [],
  ],
  [
    "one row less than the header says",
    given("14-header-counts-one-more.vec"),
    theCat,
    ["HEADER_COUNT 1 the header says 3, the file has 2"],
  ],
  [
    "one row more than the header says",
    write("1 3\nthe .1 .2 .3\ncat .7 .8 .9\n"),
    theCat,
    ["HEADER_COUNT 1 the header says 1, the file has 2"],
  ],
  ["a row without a word", given("15-blank-word.vec"), theCat, ["NO_WORD 1 line 3"]],
  ["a row of nan", given("15-nan-row.txt"), theCat, ["NOT_FINITE 1 line 2"]],
  [
    "rows of infinity, as C and Windows write it too",
    write(`the ${THE}\na inf 1 1\nb 1 -Infinity 1\nc 1 1 -nan(ind)\nd 1.#INF 1 1\ncat .7 .8 .9\n`),
    theCat,
    ["NOT_FINITE 4 line 2,line 3,line 4,line 5"],
  ],
  ["an empty line", given("15-empty-line.txt"), theCat, ["EMPTY_LINE 1 line 2"]],
  [
    "a line of blanks, and empty ones at the end",
    write(`the ${THE}\n \t \ncat .7 .8 .9\n\n\n`),
    theCat,
    ["EMPTY_LINE 1 line 2"],
  ],
  [
    "a row whose word may end in a number",
    given("15-number-in-a-phrase.txt"),
    theCat,
    ["NUMBER_IN_WORD 1 line 2"],
  ],
  ["a byte order mark before a header", given("30-bom-header.txt"), theCat, []],
  ["a byte order mark before a word", given("30-bom-glove.txt"), theCat, []],
  [
    "UTF-16 with a mark",
    write(Buffer.from(`\ufeffthe ${THE}\r\ncat .7 .8 .9\r\n`, "utf16le")),
    theCat,
    ["UTF16 1 "],
  ],
  [
    "big-endian UTF-16 with a header",
    write(Buffer.from(`\ufeff2 3\nthe ${THE}\ncat .7 .8 .9\n`, "utf16le").swap16()),
    theCat,
    ["UTF16 1 "],
  ],
  [
    "UTF-16 without a mark",
    write(Buffer.from(`the ${THE}\ncat .7 .8 .9\n`, "utf16le")),
    theCat,
    ["UTF16 1 "],
  ],
  ["line ends of old Macs", write(`2 3\rthe ${THE}\rcat .7 .8 .9\r`), theCat, []],
  [
    "line ends of all kinds",
    write(`1 3\r\nthe ${THE}\rcat .7 .8 .9\r\ndog 1 1 1\nfox 2 2 2`),
    { ...theCat, dog: "1 1 1", fox: "2 2 2" },
    ["HEADER_COUNT 1 the header says 1, the file has 4"],
  ],
  [
    "a word with a line feed's twin in it",
    write(`a\rb ${THE}\ncat .7 .8 .9\n`),
    { "a\rb": "0.1 0.2 0.3", cat: CAT },
    [],
  ],
  [
    "words whose accents stand apart",
    write(`cafe\u0301 ${THE}\ncat .7 .8 .9\n`),
    { café: "0.1 0.2 0.3", cat: CAT },
    [],
  ],
  [
    "a word cut within its last letter",
    write(Buffer.concat([Buffer.from("caf"), Buffer.of(0xc3), Buffer.from(` ${THE}\ncat .7 .8 .9\n`)])),
    { "caf\ufffd": "0.1 0.2 0.3", cat: CAT },
    ["CUT_WORD 1 line 1"],
  ],
  [
    "a word in Latin-1",
    write(Buffer.from(`the ${THE}\nna\xefve 1 1 1\ncat .7 .8 .9\n`, "latin1")),
    theCat,
    ["NOT_UTF8 1 line 2"],
  ],
  [
    "ConceptNet's names of English words",
    write(`3 3\n/c/en/the ${THE}\n/c/en/cat .7 .8 .9\n/c/de/katze 1 1 1\n`),
    { ...theCat, "/c/de/katze": "1 1 1" },
    ["CONCEPT_NET 2 /c/en/the,/c/en/cat"],
  ],
  [
    "GloVe 840B's words with blanks and an address",
    write(`the ${THE}\n. . . 1 1 1\nat name@domain.com 2 2 2\n`),
    { the: "0.1 0.2 0.3", ". . .": "1 1 1", "at name@domain.com": "2 2 2" },
    [],
  ],
];

describe("a word-vector file of text", () => {
  test.each(texts)("with %s is read", async (_, file, rows, remarks) => {
    expect(await readVectorFile(file)).toEqual({ rows, remarks });
  });

  test("that is the head of another is read, and its header remarked", async () => {
    const { rows, remarks } = await readVectorFile(given("14-head-of-a-file.vec"));
    expect(Object.keys(rows)).toHaveLength(10);
    expect(rows.cat).toBe(CAT);
    expect(remarks).toEqual(["HEADER_COUNT 1 the header says 2000, the file has 10"]);
  });

  test("is told from a binary one of a dimension by what follows", async () => {
    expect((await readVectorFile(write("1 1\na 0.5\n"))).rows).toEqual({ a: "0.5" });
  });

  test.each<[string, string, string[]]>([
    ["is cut off within a row", given("14-control-cut-in-a-row.vec"), ["line 4"]],
    ["has a row of another length", given("15-control-other-length.txt"), ["line 2", "3 numbers, got 2"]],
    ["has mostly odd rows", write(`a ${THE}\n${"b nan 1 1\n".repeat(200)}`), ["line 101", "100 of 101 rows"]],
  ])("is refused where it %s", async (_, file, parts) => {
    for (const part of parts) await expect(readVectorFile(file)).rejects.toThrow(part);
  });
});
