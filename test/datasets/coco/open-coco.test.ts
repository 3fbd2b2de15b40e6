import path from "node:path";
import { openCoco } from "../../../src/datasets/coco/open-coco";
import { readSource } from "../../helpers/evaluations/read-source";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const directory = directoryPerTest();

const image = (id: number, file_name: string) => ({ id, file_name, width: 100, height: 50 });
const annotation = (image_id: number, category_id: number, bbox: number[], iscrowd = 0) => ({
  image_id,
  category_id,
  bbox,
  iscrowd,
  segmentation: [[1, 2, 3, 4]],
});
const INSTANCES = {
  info: { year: 2017 },
  images: [image(9, "b.jpg"), image(7, "a.jpg"), image(8, "c.jpg")],
  annotations: [
    annotation(7, 3, [90, 10, 10.5, 20]),
    annotation(9, 1, [0, 0, 5, 5], 1),
    annotation(7, 1, [1, 2, 3, 4]),
    annotation(7, 3, [0, 0, 1, 1]),
  ],
  categories: [
    { id: 1, name: "person" },
    { id: 3, name: "traffic light" },
  ],
};

async function open(instances: unknown = INSTANCES, list?: string) {
  const images = { "a.jpg": "", "b.jpg": "", "c.jpg": "" };
  const text = typeof instances === "string" ? instances : JSON.stringify(instances);
  await writeTree(directory(), { ...images, "instances.json": text, "labels.tsv": list ?? "" });
  const at = (name: string) => path.join(directory(), name);
  return openCoco({
    instances: at("instances.json"),
    images: directory(),
    ...(list === undefined ? {} : { labels: at("labels.tsv") }),
  });
}

test("a category without an annotation is absent; boxes have edges inside the image; crowds have none", async () => {
  const source = await open();
  expect(source).toMatchObject({
    unlisted: "ABSENT",
    protocol: "custom",
    count: 3,
    labels: [
      { key: "1", name: "person", training: "UNKNOWN" },
      { key: "3", name: "traffic light", training: "UNKNOWN" },
    ],
  });
  const rest = (name: string) => ({
    name,
    absent: [],
    unknown: [],
    content: {
      ...{ kind: "image", file: path.join(directory(), name) },
      stated: {
        size: { width: 100, height: 50 },
        place: expect.objectContaining({ at: expect.any(String) }),
      },
    },
  });
  expect(await readSource(source)).toEqual([
    { ...rest("b.jpg"), present: [0], boxes: [] },
    {
      ...rest("a.jpg"),
      present: [0, 1],
      boxes: [
        { label: 1, left: 90, top: 10, right: 100, bottom: 30 },
        { label: 0, left: 1, top: 2, right: 4, bottom: 6 },
        { label: 1, left: 0, top: 0, right: 1, bottom: 1 },
      ],
    },
    { ...rest("c.jpg"), present: [], boxes: [] },
  ]);
});

test("a list of labels says which categories are seen", async () => {
  const source = await open(INSTANCES, "traffic light\tunseen\nperson\tseen\n");
  expect(source.labels.map(({ training }) => training)).toEqual(["SEEN", "UNSEEN"]);
  await expect(open(INSTANCES, "person\tseen\n")).rejects.toThrow(/labels\.tsv: .*traffic light/);
});

test.each<[string, unknown, RegExp]>([
  [
    "an image's name that leaves the folder",
    { ...INSTANCES, images: [image(7, "../a.jpg")] },
    /images\[0\]: .*"\.\.\/a\.jpg"/,
  ],
  ["an image's id twice", { ...INSTANCES, images: [image(7, "a.jpg"), image(7, "b.jpg")] }, /images\[1\]/],
  [
    "an absurd size",
    { ...INSTANCES, images: [{ ...image(7, "a.jpg"), width: 1e9 }] },
    /images\[0\]: .*width/,
  ],
  [
    "annotations of other images",
    { ...INSTANCES, annotations: [annotation(5, 1, [0, 0, 1, 1])] },
    /none of its 1 annotations/,
  ],
  [
    "an annotation of no category",
    { ...INSTANCES, annotations: [annotation(7, 2, [0, 0, 1, 1])] },
    /annotations\[0\]: .*category 2/,
  ],
  [
    "a box of negative width",
    { ...INSTANCES, annotations: [annotation(7, 1, [0, 0, -1, 1])] },
    /annotations\[0\]: .*bbox/,
  ],
  ["an image whose file is missing", { ...INSTANCES, images: [image(7, "z.jpg")] }, /1 of 1 images|image 9/],
  ["JSON of another kind", { images: {} }, /expected "images"/],
  ["a file that is cut off", JSON.stringify(INSTANCES).slice(0, -20), /expected JSON/],
  ["a file that is not JSON", "images: []", /expected JSON/],
])("refuses %s, saying where", async (_, instances, message) => {
  const opening = open(instances);
  await expect(opening).rejects.toMatchObject({ code: "INVALID_DATASET" });
  await expect(opening).rejects.toThrow(message);
});
