import path from "node:path";
import { gzipSync } from "node:zlib";
import { type OpenImagesFiles, openOpenImages } from "../../../src/datasets/open-images/open-open-images";
import { readSource } from "../../helpers/evaluations/read-source";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const directory = directoryPerTest();

const FILES = {
  "class-descriptions.csv": '/m/01,Cat\n/m/02,"Dog, wild"\n/m/03,Cat\n/m/04,Fox\n',
  "classes-trainable.txt": "/m/02\n/m/01\n",
  "unseen.csv": "/m/03\n",
  "labels.csv": [
    "ImageID,Source,LabelName,Confidence",
    "000b,verification,/m/01,1",
    "000b,verification,/m/02,0",
    "000a,verification,/m/03,1.0",
    "000b,crowdsource-verification,/m/02,1",
    "000a,verification,/m/04,1",
    "",
  ].join("\n"),
};

async function open(files: Record<string, string | Uint8Array> = {}, options: Partial<OpenImagesFiles> = {}) {
  await writeTree(directory(), { ...FILES, "test/000a.jpg": "", "test/000b.jpg": "", ...files });
  const at = (name: string) => path.join(directory(), name);
  return openOpenImages({
    annotations: at("labels.csv"),
    descriptions: at("class-descriptions.csv"),
    seen: at("classes-trainable.txt"),
    unseen: at("unseen.csv"),
    images: at("test"),
    missing: "refuse",
    ...options,
  });
}

test("labels are identified by MID, images sorted by name, the later row counts, no row means unknown", async () => {
  const source = await open();
  expect(source).toMatchObject({
    protocol: "open-images",
    unlisted: "UNKNOWN",
    count: 2,
    labels: [
      { key: "/m/02", name: "Dog, wild", training: "SEEN" },
      { key: "/m/01", name: "Cat", training: "SEEN" },
      { key: "/m/03", name: "Cat", training: "UNSEEN" },
    ],
  });
  expect(source.remarks).toMatchObject([
    { message: expect.stringContaining("1 rows are of other labels than the 3") },
  ]);
  const file = (name: string) => ({ kind: "image", file: path.join(directory(), "test", name) });
  expect(await readSource(source)).toEqual([
    { name: "000a.jpg", present: [2], absent: [], unknown: [], content: file("000a.jpg") },
    { name: "000b.jpg", present: [0, 1], absent: [], unknown: [], content: file("000b.jpg") },
  ]);
});

test("an absent label is listed", async () => {
  const source = await open({ "labels.csv": `${FILES["labels.csv"]}000a,verification,/m/01,0\n` });
  expect((await readSource(source))[0]).toMatchObject({ present: [2], absent: [1] });
});

test("without a list of seen labels, all described labels that are not unseen are seen", async () => {
  const source = await open({}, { seen: undefined });
  expect(source.labels.map(({ key, training }) => [key, training])).toEqual([
    ["/m/01", "SEEN"],
    ["/m/02", "SEEN"],
    ["/m/04", "SEEN"],
    ["/m/03", "UNSEEN"],
  ]);
});

test("compressed files are read, and one that is cut off is refused", async () => {
  const whole = gzipSync(FILES["labels.csv"]);
  expect((await open({ "labels.csv": whole })).count).toBe(2);
  const opening = open({ "labels.csv": whole.subarray(0, -12) });
  await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
});

test.each([
  ["another header", "labels.csv", "ImageID,LabelName\n", "line 1: expected the header ImageID,Source"],
  ["machine-generated labels", "labels.csv", row("000a,machine,/m/01,0.7"), "line 2: .*human-verified"],
  ["an image's id with a path in it", "labels.csv", row("../000a,verification,/m/01,1"), "line 2"],
  ["a label that is not a MID", "labels.csv", row("000a,verification,cat,1"), "line 2"],
  ["rows of other labels only", "labels.csv", row("000a,verification,/m/09,1"), "none of its 1 rows"],
  ["an open quote", "labels.csv", row('"000a,verification,/m/01,1'), "comma-separated"],
  ["a label twice", "unseen.csv", "/m/03\n/m/02\n", "/m/02.*comes twice"],
  ["positions instead of MIDs", "unseen.csv", "991\n", "line 1: .*Positions mean nothing"],
  ["a label without a name", "unseen.csv", "/m/0404\n", "no name"],
  ["a description without a name", "class-descriptions.csv", "/m/01,Cat\n/m/02\n", "line 2"],
])("refuses %s, saying where", async (_, file, content, message) => {
  const opening = open({ [file]: content });
  await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
  await expect(opening).rejects.toThrow(new RegExp(`${file.replace(".", "\\.")}.*${message}`));
});

function row(text: string): string {
  return `ImageID,Source,LabelName,Confidence\n${text}\n`;
}

test("missing pictures are refused with the line that names them", async () => {
  const annotations = `${FILES["labels.csv"]}000c,verification,/m/01,1\n`;
  await expect(open({ "labels.csv": annotations })).rejects.toThrow(/labels\.csv, line 7: 1 of 3 images/);
});
