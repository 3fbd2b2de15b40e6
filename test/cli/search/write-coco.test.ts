import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { writeCoco } from "../../../src/cli/search/write-coco";
import { readCocoInstances } from "../../../src/datasets/coco/read-coco-instances";
import type { FoundImage } from "../../../src/services/search/export/found-image";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { foundImage } from "../../helpers/search/found-image";

describe("COCO's JSON of what was found", () => {
  const folder = directoryPerTest();
  const file = () => path.join(folder(), "found.json");
  const dog = { label: "dog", score: 2.5, probability: 0.9 };
  const sofa = { label: "sofa", score: 1.5, probability: null };
  const boxed = foundImage(1, {
    labels: [
      {
        ...dog,
        boxes: [
          [1, 2, 31, 42],
          [0, 0, 64, 48],
        ],
      },
      { ...sofa, boxes: [[10, 10, 20, 15]] },
    ],
  });
  const without = foundImage(2, { labels: [{ ...dog, boxes: null }] });

  it("has the images by rank, the labels as categories, and each box as an annotation of left, top, width and height", async () => {
    const written = await writeCoco(file(), ["dog", "sofa"], from([boxed, without]));
    expect(written).toEqual({ images: 2, annotations: 3 });
    const { images, categories, annotations } = JSON.parse(await readFile(file(), "utf8"));
    expect(categories).toEqual([
      { id: 1, name: "dog" },
      { id: 2, name: "sofa" },
    ]);
    expect(images).toEqual([
      expect.objectContaining({ id: 1, file_name: "2019/1.jpg", width: 64, height: 48 }),
      expect.objectContaining({ id: 2, file_name: "2019/2.jpg" }),
    ]);
    const ofFirst = { image_id: 1, iscrowd: 0 };
    const ofDog = { ...ofFirst, category_id: 1, score: 2.5, probability: 0.9 };
    expect(annotations).toEqual([
      { id: 1, ...ofDog, bbox: [1, 2, 30, 40], area: 1_200 },
      { id: 2, ...ofDog, bbox: [0, 0, 64, 48], area: 3_072 },
      { id: 3, ...ofFirst, category_id: 2, score: 1.5, bbox: [10, 10, 10, 5], area: 50 },
    ]);
    expect(await readdir(folder())).toEqual(["found.json"]);
  });

  it("is read by the importer of benchmark sets", async () => {
    await writeCoco(file(), ["dog", "sofa"], from([boxed, without]));
    const read = await readCocoInstances(file());
    expect([...read.images.values()].map(({ name }) => name)).toEqual(["2019/1.jpg", "2019/2.jpg"]);
    expect(read.annotations.get("1")).toHaveLength(3);
    expect([...read.categories.values()].map(({ name }) => name)).toEqual(["dog", "sofa"]);
  });

  it("is not there, nor any part of it, where the search fails on the way", async () => {
    await expect(writeCoco(file(), ["dog"], failing())).rejects.toThrow("The database is away.");
    expect(await readdir(folder())).toEqual([]);
  });

  async function* failing(): AsyncGenerator<FoundImage> {
    yield boxed;
    throw new Error("The database is away.");
  }
});

async function* from(images: readonly FoundImage[]): AsyncGenerator<FoundImage> {
  yield* images;
}
