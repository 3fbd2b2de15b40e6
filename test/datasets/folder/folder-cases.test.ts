import path from "node:path";
import { openImageFolder } from "../../../src/datasets/folder/open-image-folder";
import { readSource } from "../../helpers/evaluations/read-source";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const CASES = path.join(__dirname, "../../fixtures/cases/folder");
const directory = directoryPerTest();

async function open(file: string, files: Record<string, string> = {}) {
  await writeTree(directory(), { "a.jpg": "", "b.jpg": "", "b/c.jpg": "", ...files });
  return openImageFolder({
    folder: directory(),
    labelsFile: path.join(CASES, file),
    unlisted: "ABSENT",
  });
}

/** The labels of each image, by name. */
async function labelsIn(file: string, files?: Record<string, string>) {
  const source = await open(file, files);
  const items = await readSource(source);
  return Object.fromEntries(
    items.map(({ name, present }) => [name, present.map((position) => source.labels[position]!.name)]),
  );
}

const codesOf = async (file: string) => ((await open(file)).remarks ?? []).map(({ code }) => code);

describe("labels are read, however the file was saved:", () => {
  test.each([
    "27-header-crlf-rows-lf.csv",
    "27-rows-cr.csv",
    "27-row-crlf-rest-lf.csv",
    "30-bom.csv",
    "30-bom.json",
    "30-utf-16le.csv",
    "30-utf-16be.json",
    "excel-semicolons.csv",
    "tabs.tsv",
    "pandas-index.csv",
    "kaggle-id-breed.csv",
  ])("%s", async (file) => {
    expect(await labelsIn(file)).toEqual({ "a.jpg": ["cat"], "b.jpg": ["dog"] });
    expect(await codesOf(file)).toEqual([]);
  });
});

describe("several labels of an image are read, whatever separates them:", () => {
  test.each([
    ["08-comma.csv", ["SEPARATED_BY_COMMAS"]],
    ["08-python-list.csv", []],
    ["08-json-list.csv", []],
    ["kaggle-tags-commas.csv", ["SEPARATED_BY_COMMAS"]],
    ["kaggle-columns.csv", []],
    ["tensorflow-boxes.csv", []],
  ])("%s", async (file, remarks) => {
    expect(await labelsIn(file)).toEqual({ "a.jpg": ["cat", "dog"], "b.jpg": ["dog"] });
    expect(await codesOf(file)).toEqual(remarks);
  });

  test("a comma beside a semicolon is part of a name", async () => {
    const labels = { "a.jpg": ["cat", "toy, plastic"], "b.jpg": ["dog"] };
    expect(await labelsIn("08-control-semicolon.csv")).toEqual(labels);
    expect(await codesOf("08-control-semicolon.csv")).toEqual([]);
  });

  test("and so is one in a label that labels.tsv lists", async () => {
    const list = { "labels.tsv": "toy, plastic\tseen\ndog\tunseen\n" };
    expect(await labelsIn("08-comma-listed.csv", list)).toEqual({
      "a.jpg": ["toy, plastic"],
      "b.jpg": ["dog"],
    });
  });

  test.each([
    ["08-comma-in-label-column.csv", "LABELS_LIKE_LISTS", /^line 2: "cat,dog"$/],
    ["08-blanks.csv", "LABELS_LIKE_LISTS", /^line 2: "cat dog"$/],
    ["08-slash.json", "LABELS_LIKE_LISTS", /^the image "a\.jpg": "cat\/dog"$/],
    ["kaggle-numbers.csv", "NUMBERS_AS_LABELS", /^0$/],
  ])("where %s leaves doubt, a remark says what was taken for a name", async (file, code, example) => {
    const { remarks } = await open(file);
    expect(remarks).toMatchObject([{ code }]);
    expect(remarks![0]!.examples[0]).toMatch(example);
  });
});

describe("a label is the same however its accents are composed:", () => {
  test.each(["12-both-forms.json", "12-both-forms.csv"])("%s", async (file) => {
    expect(await labelsIn(file)).toEqual({ "a.jpg": ["caf\u00e9"], "b.jpg": ["caf\u00e9"] });
  });

  test("12-list.csv, beside a list in the other form", async () => {
    const list = { "labels.tsv": "caf\u00e9\tseen\ndog\tseen\n" };
    expect(await labelsIn("12-list.csv", list)).toEqual({ "a.jpg": ["caf\u00e9"], "b.jpg": ["dog"] });
  });
});

test("boxes of a table are those of its rows", async () => {
  const [first] = await readSource(await open("tensorflow-boxes.csv"));
  expect(first!.boxes).toEqual([
    { label: 0, left: 1, top: 2, right: 4, bottom: 6 },
    { label: 1, left: 5, top: 6, right: 7, bottom: 8 },
  ]);
});

test("the size that a table states goes with its picture, on which its boxes were drawn", async () => {
  const [first] = await readSource(await open("tensorflow-boxes.csv"));
  expect(first!.content).toMatchObject({ stated: { size: { width: 100, height: 50 } } });
});

test("an id that two pictures have in common is refused", async () => {
  const table = path.join(directory(), "ids.csv");
  await writeTree(directory(), { "1.jpg": "", "1.png": "", "2.heic": "", "ids.csv": "id,label\n1,cat\n" });
  const openTable = () => openImageFolder({ folder: directory(), labelsFile: table, unlisted: "ABSENT" });
  await expect(openTable()).rejects.toThrow('line 2: both "1.jpg" and "1.png" may be "1". Write the name');
  await writeTree(directory(), { "ids.csv": "id,label\n2,cat\n" });
  expect((await readSource(await openTable())).map(({ name }) => name)).toEqual(["2.heic"]);
});

test("brackets around the first and the last of several words are no list", async () => {
  await writeTree(directory(), { "1.jpg": "", "lists.csv": "image,labels\n1.jpg,(cat) and (dog)\n" });
  const labelsFile = path.join(directory(), "lists.csv");
  await expect(openImageFolder({ folder: directory(), labelsFile, unlisted: "ABSENT" })).rejects.toThrow(
    'line 2: expected a list in brackets, as others are in this file, but got "(cat) and (dog)"',
  );
});

test("boxes that are shares of the picture are no pixels", async () => {
  const boxed = (box: number[]) => JSON.stringify({ "1.jpg": { labels: [], boxes: [["cat", ...box]] } });
  const open = () => openImageFolder({ folder: directory(), unlisted: "ABSENT" });
  await writeTree(directory(), { "1.jpg": "", "labels.json": boxed([0.1, 0.2, 0.5, 1]) });
  await expect(open()).rejects.toThrow("expected boxes in pixels, but its only box lies between 0 and 1");
  await writeTree(directory(), { "labels.json": boxed([0, 0, 1, 1]) });
  expect((await readSource(await open()))[0]!.boxes).toHaveLength(1);
});

test("previews that a NAS keeps beside pictures are no pictures of a class", async () => {
  await writeTree(directory(), {
    ...{ "cat/1.jpg": "", "cat/@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg": "" },
    ...{ "dog/2.jpg": "", "__MACOSX/dog/2.jpg": "" },
  });
  const items = await readSource(await openImageFolder({ folder: directory(), unlisted: "ABSENT" }));
  expect(items.map(({ name }) => name)).toEqual(["cat/1.jpg", "dog/2.jpg"]);
});

describe("what cannot be read for sure is refused with its place and what to do:", () => {
  test.each([
    ["08-comma-unsure.csv", /line 2: "toy, plastic" may be one label or several\. Write ";" or "\|"/],
    ["27-bad-line-after-mixed.csv", /line 4: expected 2 fields/],
    ["30-latin-1.csv", /line 2: .* no UTF-8\. Save the file as UTF-8/],
    ["23-html.csv", /^23-html\.csv is an HTML page/],
    ["23-lfs-pointer.json", /^23-lfs-pointer\.json is a Git LFS pointer.*git lfs pull/],
    [
      "kaggle-column-uncertain.csv",
      /line 2: expected 1 \(present\) or 0 \(absent\) in the column "dog".*"-1"/,
    ],
    ["via.csv", /line 1: the header is that of VIA.*COCO/],
    ["via-region-data.json", /annotations of VIA .*COCO/],
    ["via-project.json", /annotations of VIA .*COCO/],
    ["label-studio.json", /Label Studio's own JSON.*COCO/],
    ["create-ml.json", /CreateML's annotations.*COCO/],
    ["coco.json", /these are COCO's instances\. Give it to benchmarks import coco/],
    ["labelme.json", /these are annotations of labelme/],
    ["voc.xml", /Pascal VOC's annotations.*COCO/],
    ["yolo.txt", /YOLO's annotations.*COCO/],
    ["label-studio.csv", /line 1: the header is that of Label Studio.*COCO/],
  ])("%s", async (file, message) => {
    await expect(open(file)).rejects.toMatchObject({ code: "INVALID_DATASET" });
    await expect(open(file)).rejects.toThrow(message);
  });
});

describe("a folder without a file of labels", () => {
  const openFolder = async (files: Record<string, string>) => {
    await writeTree(directory(), files);
    return openImageFolder({ folder: directory(), unlisted: "ABSENT" });
  };

  test("with a folder of pictures for each class has their names as labels, and a remark says so", async () => {
    const source = await openFolder({
      "dog/1.jpg": "",
      "cat/1.jpg": "",
      "cat/more/2.PNG": "",
      "cat/.x.jpg": "",
    });
    expect(source.labels.map(({ name }) => name)).toEqual(["cat", "dog"]);
    const items = await readSource(source);
    expect(items.map(({ name, present }) => [name, present])).toEqual([
      ["cat/1.jpg", [0]],
      ["cat/more/2.PNG", [0]],
      ["dog/1.jpg", [1]],
    ]);
    expect(source.remarks).toMatchObject([{ code: "CLASS_FOLDERS", count: 2, examples: ["cat", "dog"] }]);
  });

  test.each([
    [
      "splits",
      { "train/cat/1.jpg": "", "test/cat/2.jpg": "" },
      /pictures of test, train in folders\. Give one/,
    ],
    ["pictures beside folders", { "1.jpg": "", "cat/2.jpg": "" }, /there is neither/],
    ["no picture", { "notes.md": "" }, /there is neither/],
    ["YOLO's files", { "data.yaml": "", "images/1.jpg": "", "labels/1.txt": "" }, /data\.yaml: .*YOLO.*COCO/],
    ["YOLO's text files", { "images/1.jpg": "", "labels/1.txt": "" }, /labels\/1\.txt: .*YOLO/],
    ["Pascal VOC's files", { "JPEGImages/1.jpg": "", "Annotations/1.xml": "" }, /Pascal VOC.*COCO/],
    ["XML beside the pictures", { "1.jpg": "", "1.xml": "" }, /Pascal VOC/],
    ["Roboflow's COCO", { "1.jpg": "", "_annotations.coco.json": "" }, /benchmarks import coco/],
    ["VIA's file", { "1.jpg": "", "via_region_data.json": "" }, /VIA/],
    ["Hugging Face's metadata", { "1.jpg": "", "metadata.jsonl": "" }, /Hugging Face/],
  ])("is refused with %s", async (_, files, message) => {
    await expect(openFolder(files)).rejects.toThrow(message);
  });
});
