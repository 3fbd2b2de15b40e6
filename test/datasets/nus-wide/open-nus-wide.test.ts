import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type NusWideFiles, openNusWide } from "../../../src/datasets/nus-wide/open-nus-wide";
import { readSource } from "../../helpers/evaluations/read-source";
import { pickledNames } from "../../helpers/evaluations/write-feature-file";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const directory = directoryPerTest();

/** Three images, three tags of which one is a concept, and two concepts, laid out as the set is published. */
const FILES = {
  "ImageList/TestImagelist.txt": "actor\\0001_21.jpg\r\nactor\\0002_22.jpg\r\nzoo\\0003_23.jpg\r\n",
  "ConceptsList/Concepts81.txt": "sky\nzebra\n",
  "NUS_WID_Tags/TagList1k.txt": "nature\nsky\nblue\n",
  // The tag "sky" of the first image is not the concept "sky", which it has not.
  "NUS_WID_Tags/Test_Tags1k.dat": "1\t1\t0\t\n0\t0\t0\t\n1\t0\t1\t\n",
  "Groundtruth/TrainTestLabels/Labels_sky_Test.txt": "0\n1\n0\n",
  "Groundtruth/TrainTestLabels/Labels_zebra_Test.txt": "0\n1\n1\n",
};
const PICTURES = { "actor/0001_21.jpg": "", "actor/0002_22.jpg": "", "zoo_0003_23.jpg": "" };

async function open(
  files: Record<string, string> = {},
  options: Partial<NusWideFiles> = {},
  pictures: Record<string, string> = PICTURES,
) {
  const images = path.join(directory(), "Flickr");
  await writeTree(directory(), { ...FILES, ...files });
  await writeTree(images, pictures);
  return openNusWide({ folder: directory(), images, split: "test", missing: "refuse", ...options });
}

test("tags are the seen labels, concepts the unseen ones, and a 0 means absent", async () => {
  const source = await open();
  expect(source).toMatchObject({
    kind: "IMAGES",
    protocol: "nus-wide",
    unlisted: "ABSENT",
    count: 3,
    labels: [
      { key: "nature", name: "nature", training: "SEEN" },
      { key: "blue", name: "blue", training: "SEEN" },
      { key: "sky", name: "sky", training: "UNSEEN" },
      { key: "zebra", name: "zebra", training: "UNSEEN" },
    ],
  });
  const file = (name: string) => ({ kind: "image", file: path.join(directory(), "Flickr", name) });
  expect(await readSource(source)).toEqual([
    item("actor_0001_21.jpg", [0], file("actor/0001_21.jpg")),
    item("actor_0002_22.jpg", [2, 3], file("actor/0002_22.jpg")),
    item("zoo_0003_23.jpg", [0, 1, 3], file("zoo_0003_23.jpg")),
  ]);
});

function item(name: string, present: number[], content: { kind: string; file: string }) {
  return { name, present, absent: [], unknown: [], content };
}

test("a pickled list chooses and orders the images", async () => {
  const order = path.join(directory(), "test_img_names.pkl");
  await writeFile(order, pickledNames(["zoo_0003_23.jpg", "actor_0001_21.jpg"]));
  const source = await open({}, { order });
  expect((await readSource(source)).map(({ name, present }) => [name, present])).toEqual([
    ["zoo_0003_23.jpg", [0, 1, 3]],
    ["actor_0001_21.jpg", [0]],
  ]);
  expect(source.remarks).toMatchObject([{ message: expect.stringContaining("1 images are not in") }]);
  await writeFile(order, pickledNames(["nobody.jpg"]));
  await expect(open({}, { order })).rejects.toThrow(/actor_0001_21\.jpg.*"nobody\.jpg"/);
});

test("missing pictures are refused or left out, as requested", async () => {
  const some = { "actor/0002_22.jpg": "" };
  await expect(open({}, {}, some)).rejects.toThrow(/line 1: 2 of 3 images are not in .*actor\/0001_21\.jpg/);
  const source = await open({}, { missing: "leave out" }, some);
  expect(source.remarks).toMatchObject([{ message: expect.stringContaining("2 of 3 images") }]);
  expect((await readSource(source)).map(({ present }) => present)).toEqual([[2, 3]]);
});

test.each([
  ["a path that leaves the folder", "ImageList/TestImagelist.txt", "..\\..\\etc\\passwd\n", "line 1"],
  ["an image twice", "ImageList/TestImagelist.txt", "a\\1.jpg\na\\2.jpg\na\\1.jpg\n", "line 3"],
  ["a tag that is neither 0 nor 1", "NUS_WID_Tags/Test_Tags1k.dat", "1 0 0\n2 0 0\n0 0 0\n", "line 2"],
  ["a row of another length", "NUS_WID_Tags/Test_Tags1k.dat", "1 0 0\n0 0\n0 0 0\n", "3 columns"],
  ["fewer rows than images", "Groundtruth/TrainTestLabels/Labels_sky_Test.txt", "0\n0\n", "3 images"],
  ["more rows than images", "Groundtruth/TrainTestLabels/Labels_sky_Test.txt", "0\n0\n1\n1\n", "more than 3"],
])("refuses %s, saying where", async (_, file, content, message) => {
  const opening = open({ [file]: content });
  await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
  await expect(opening).rejects.toThrow(path.basename(file));
  await expect(opening).rejects.toThrow(message);
});

test("a concept's name, which is part of a file name, cannot lead into another folder", async () => {
  const concepts = { "ConceptsList/Concepts81.txt": "sky\nx/../../../../secret\n" };
  await expect(open(concepts)).rejects.toThrow(/Concepts81\.txt, line 2: expected a name without slashes/);
});
