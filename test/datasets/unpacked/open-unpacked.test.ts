import { openUnpacked } from "../../../src/datasets/unpacked/open-unpacked";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";

const READING = { format: null, unlisted: "ABSENT", zero: null, skipMissing: false } as const;
const PICTURE = "not read before it is stored";

describe("a set that was unpacked", () => {
  const directory = directoryPerTest();
  const open = async (
    files: Record<string, string>,
    reading: Partial<Parameters<typeof openUnpacked>[1]> = {},
  ) => {
    await writeTree(directory(), files);
    const source = await openUnpacked(directory(), { ...READING, ...reading });
    const items = [];
    for await (const { name, present } of source.items(0)) items.push({ name, present });
    await source.close();
    return { format: source.format, labels: source.labels.map(({ name }) => name), items };
  };

  it("may lie in a folder of its own", async () => {
    const labels = JSON.stringify({ "1.png": ["cat"] });
    expect(await open({ "my set/labels.json": labels, "my set/1.png": PICTURE })).toEqual({
      ...{ format: "image-folder", labels: ["cat"], items: [{ name: "1.png", present: [0] }] },
    });
  });

  it("has a label for each folder where no file has labels", async () => {
    const files = { "pets/cat/1.png": PICTURE, "pets/dog/2.png": PICTURE };
    expect(await open(files)).toMatchObject({ format: "image-folder", labels: ["cat", "dog"] });
  });

  it("has the one label of its only folder", async () => {
    expect(await open({ "cat/1.png": PICTURE, "cat/2.png": PICTURE })).toMatchObject({ labels: ["cat"] });
  });

  it("is read as people see its pictures if asked", async () => {
    const files = { "cat/1.png": PICTURE, "dog/2.png": PICTURE };
    expect(await open(files, { format: "photo-folder" })).toMatchObject({ format: "photo-folder" });
  });

  it("is COCO's by the name of its instances, its pictures in any folder", async () => {
    const instances = JSON.stringify({
      images: [{ id: 1, file_name: "000001.jpg", width: 10, height: 10 }],
      annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [1, 1, 5, 5], area: 25, iscrowd: 0 }],
      categories: [{ id: 7, name: "zebra" }],
    });
    const files = { "coco/annotations/instances_val.json": instances, "coco/val/000001.jpg": PICTURE };
    expect(await open(files)).toMatchObject({ format: "coco-instances", labels: ["zebra"] });
  });

  it("is refused where its files do not say which set it is, with what to say", async () => {
    const nusWide = { "ConceptsList/Concepts81.txt": "sky\n", "images/1.jpg": PICTURE };
    await expect(open(nusWide)).rejects.toThrow("NUS_WIDE_TRAIN or NUS_WIDE_TEST");
  });

  it("is refused where two files could have the labels", async () => {
    const files = { "instances_train.json": "{}", "instances_val.json": "{}", "1.jpg": PICTURE };
    await expect(open(files)).rejects.toThrow(/2 files like instances….json/);
  });
});
