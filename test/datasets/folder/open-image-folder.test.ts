import { symlink } from "node:fs/promises";
import path from "node:path";
import { openImageFolder } from "../../../src/datasets/folder/open-image-folder";
import { readSource } from "../../helpers/evaluations/read-source";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const directory = directoryPerTest();

async function open(files: Record<string, string>, unlisted: "ABSENT" | "UNKNOWN" = "ABSENT") {
  await writeTree(directory(), { "a.jpg": "", "b/c.jpg": "", ...files });
  return openImageFolder({ folder: directory(), unlisted });
}

const read = async (...opening: Parameters<typeof open>) =>
  (await readSource(await open(...opening))).map(({ content, ...item }) => item);

test("images whose files are missing are left out on request, and counted with their names", async () => {
  await writeTree(directory(), { "a.jpg": "", "labels.csv": "image,label\ngone.jpg,dog\na.jpg,cat\n" });
  const folder = { folder: directory(), unlisted: "ABSENT" } as const;
  await expect(openImageFolder(folder)).rejects.toThrow(/line 2: 1 of 2 .*gone\.jpg.*--missing-images skip/);
  const source = await openImageFolder({ ...folder, missing: "leave out" });
  expect((await readSource(source)).map(({ name }) => name)).toEqual(["a.jpg"]);
  expect(source.remarks).toEqual([
    {
      code: "MISSING_PICTURES",
      message: expect.stringContaining("1 of 2 images are not in"),
      count: 1,
      examples: ["gone.jpg"],
    },
  ]);
});

describe("labels.csv", () => {
  test("has one label in a row; an image without labels takes part too", async () => {
    const source = await open({ "labels.csv": 'image,label\nb/c.jpg,dog\na.jpg,\nb/c.jpg,"cat, big"\n' });
    expect(source).toMatchObject({
      protocol: "custom",
      labels: [
        { key: "cat, big", name: "cat, big", training: "UNKNOWN" },
        { key: "dog", name: "dog", training: "UNKNOWN" },
      ],
    });
    expect(await readSource(source)).toEqual([
      {
        name: "b/c.jpg",
        present: [0, 1],
        absent: [],
        unknown: [],
        content: { kind: "image", file: path.join(directory(), "b", "c.jpg") },
      },
      {
        name: "a.jpg",
        present: [],
        absent: [],
        unknown: [],
        content: { kind: "image", file: path.join(directory(), "a.jpg") },
      },
    ]);
  });

  const values = "image,label,value\na.jpg,cat,1\na.jpg,dog,-1\na.jpg,owl,0\n";
  test("has values; those that unlisted labels have anyway are not listed", async () => {
    const item = { name: "a.jpg", present: [0] };
    expect(await read({ "labels.csv": values })).toEqual([{ ...item, absent: [], unknown: [2] }]);
    expect(await read({ "labels.csv": values }, "UNKNOWN")).toEqual([{ ...item, absent: [1], unknown: [] }]);
  });

  test.each([";", "|"])("has all labels of an image in one row, separated by %s", async (separator) => {
    const csv = `image,labels\na.jpg,dog ${separator} cat\nb/c.jpg,\n`;
    expect((await read({ "labels.csv": csv })).map(({ present }) => present)).toEqual([[0, 1], []]);
  });

  test.each([
    ["no header", "a.jpg,dog\n", /line 1: expected the header/],
    ["a comma without quotes", "image,label\na.jpg,cat, big\n", /line 2: expected 2 fields.*"quotes"/],
    ["another value", "image,label,value\na.jpg,cat,yes\n", /line 2: expected the value 1 .*"yes"/],
    ["a contradiction", "image,label,value\na.jpg,cat,1\na.jpg,cat,-1\n", /line 3: "cat" of "a\.jpg"/],
    ["an image in two rows of all labels", "image,labels\na.jpg,cat\na.jpg,dog\n", /line 3: .*comes twice/],
    ["a name that leaves the folder", "image,label\n../a.jpg,cat\n", /line 2: .*"\.\.\/a\.jpg"/],
    ["an absolute name", "image,label\n/etc/passwd,cat\n", /line 2: .*"\/etc\/passwd"/],
    ["an image that is not there", "image,label\nz.jpg,cat\n", /line 2: 1 of 1 images/],
    ["no image", "image,label\n", /names no image/],
  ])("is refused for %s", async (_, csv, message) => {
    const opening = open({ "labels.csv": csv });
    await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
    await expect(opening).rejects.toThrow(message);
  });
});

describe("labels.json", () => {
  test("has labels and boxes by the images' names; what a box shows is present", async () => {
    const json = { "a.jpg": { labels: ["dog"], boxes: [["cat", 1, 2, 3, 4]] }, "b/c.jpg": ["dog"] };
    expect(await read({ "labels.json": JSON.stringify(json) })).toEqual([
      {
        name: "a.jpg",
        present: [0, 1],
        absent: [],
        unknown: [],
        boxes: [{ label: 0, left: 1, top: 2, right: 3, bottom: 4 }],
      },
      { name: "b/c.jpg", present: [1], absent: [], unknown: [] },
    ]);
  });

  test("may say what is absent or unknown", async () => {
    const json = JSON.stringify({ "a.jpg": { labels: ["cat"], absent: ["dog"], unknown: ["owl"] } });
    expect(await read({ "labels.json": json }, "UNKNOWN")).toMatchObject([{ present: [0], absent: [1] }]);
    expect(await read({ "labels.json": json })).toMatchObject([{ present: [0], unknown: [2] }]);
  });

  test.each([
    ["an image twice", '{"a.jpg": ["cat"], "a.jpg": ["dog"]}', /"a\.jpg".*comes twice/],
    ["a box inside out", '{"a.jpg": {"labels": [], "boxes": [["cat", 3, 2, 1, 4]]}}', /left < right/],
    ["a label that is not text", '{"a.jpg": [7]}', /"a\.jpg"/],
    ["a list of images", '[["cat"]]', /in a list/],
    ["a file that is cut off", '{"a.jpg": ["cat"]', /expected JSON/],
    ["a name that leaves the folder", '{"b/../../a.jpg": ["cat"]}', /inside the folder/],
  ])("is refused for %s", async (_, json, message) => {
    const opening = open({ "labels.json": json });
    await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
    await expect(opening).rejects.toThrow(message);
  });
});

describe("labels.tsv", () => {
  const json = { "labels.json": '{"a.jpg": ["owl"]}' };

  test("gives the labels, their order, and which of them are seen", async () => {
    const source = await open({ ...json, "labels.tsv": "zebra\tunseen\nowl\tseen\n" });
    expect(source.labels).toEqual([
      { key: "zebra", name: "zebra", training: "UNSEEN" },
      { key: "owl", name: "owl", training: "SEEN" },
    ]);
    expect((await readSource(source))[0]?.present).toEqual([1]);
  });

  test("must list every label of the images, and none twice", async () => {
    const without = open({ ...json, "labels.tsv": "zebra\tunseen\n" });
    await expect(without).rejects.toThrow(/"owl" of "a\.jpg" is not among the labels of .*labels\.tsv/);
    const twice = open({ ...json, "labels.tsv": "owl\tunseen\nowl\tseen\n" });
    await expect(twice).rejects.toThrow(/"owl" comes twice/);
    const unmarked = open({ ...json, "labels.tsv": "zebra\tunseen\nowl\n" });
    await expect(unmarked).rejects.toThrow(/labels\.tsv, line 2: expected a label, a tab/);
  });
});

test("a folder without a labels file, or with two, is refused unless told which", async () => {
  await expect(open({})).rejects.toThrow("there is neither");
  await expect(open({ "labels.csv": "", "labels.json": "" })).rejects.toThrow("there are both");
});

describe("a labels file that would fill memory is refused:", () => {
  test("endlessly nested values", async () => {
    await expect(open({ "labels.json": `{"a.jpg": ${"[".repeat(100_000)}` })).rejects.toThrow(
      "nested deeper than 64",
    );
  });

  test("an endless value", async () => {
    await expect(open({ "labels.json": `{"a.jpg": ["${"x".repeat(17 << 20)}"]}` })).rejects.toThrow(
      /labels\.json: .*ends within 16777216 bytes/,
    );
  });
});

test("names with a meaning in JavaScript are names like any others", async () => {
  const json = '{"__proto__": ["constructor", "__proto__"], "toString": {"labels": ["valueOf"]}}';
  const names = { toString: "", ["__proto__"]: "" };
  await writeTree(directory(), names);
  const source = await open({ "labels.json": json });
  expect(source.labels.map(({ name }) => name)).toEqual(["__proto__", "constructor", "valueOf"]);
  const items = await readSource(source);
  expect(items.map(({ name, present }) => [name, present])).toEqual([
    ["__proto__", [0, 1]],
    ["toString", [2]],
  ]);
});

describe("an image that the file system cannot look up is an error with its place in the labels file:", () => {
  test("a link to itself", async () => {
    await symlink("loop.jpg", path.join(directory(), "loop.jpg"));
    const opening = open({ "labels.csv": "image,label\na.jpg,cat\nloop.jpg,cat\n" });
    await expect(opening).rejects.toThrow(/labels\.csv, line 3: "loop\.jpg" cannot be looked up.*ELOOP/);
  });

  test("a name with more bytes than the file system takes", async () => {
    const opening = open({ "labels.csv": `image,label\n${"ü".repeat(200)}.jpg,cat\n` });
    await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
  });

  test.each(["../a.jpg", "/data/../a.jpg", "b/../../a.jpg", "C:\\..\\a.jpg", "b\\..\\..\\a.jpg"])(
    "%s",
    async (name) => {
      const opening = open({ "labels.csv": `image,label\n"${name}",cat\n` });
      await expect(opening).rejects.toThrow(/line 2: expected the name of an image inside the folder/);
    },
  );
});

test("a path of another machine is looked for by its tails in the folder, never elsewhere", async () => {
  const source = await open({ "labels.csv": 'image,label\n"C:\\pets\\a.jpg",cat\n' });
  expect((await readSource(source)).map(({ name }) => name)).toEqual(["a.jpg"]);
  const opening = open({ "labels.csv": "image,label\n/etc/passwd,cat\n" });
  await expect(opening).rejects.toThrow(/line 2: 1 of 1 images are not in/);
});

describeWithShared("photos/indoor")("the indoor photos", () => {
  test("have 30 labels on 85 photos, with 686 boxes", async () => {
    const folder = path.join(sharedPath, "photos", "indoor");
    const source = await openImageFolder({ folder, unlisted: "ABSENT" });
    expect([source.count, source.labels.length]).toEqual([85, 30]);
    const items = await readSource(source);
    expect(items.flatMap(({ boxes }) => boxes ?? [])).toHaveLength(686);
    const first = items.find(({ name }) => name === "2007_000027.jpg")!;
    const names = first.present.map((position) => source.labels[position]!.name);
    expect(names).toEqual(
      "book bookcase coffeetable doll heater pictureframe pottedplant tvmonitor vase".split(" "),
    );
  });
});
