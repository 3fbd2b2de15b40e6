import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { openCoco } from "../../../src/datasets/coco/open-coco";
import { openImageFolder } from "../../../src/datasets/folder/open-image-folder";
import { decodeImage } from "../../../src/pictures/decode-image";
import { decodeModeOf } from "../../../src/services/benchmarks/decode-mode";
import { importBenchmarkSet } from "../../../src/services/benchmarks/import-benchmark-set";
import { sceneBenchmark } from "../../../src/services/benchmarks/scene-benchmark";
import { listBenchmarkItems } from "../../../src/storage/benchmarks/benchmark-items";
import { readImageBytes } from "../../../src/storage/images/images";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { writeTree } from "../../helpers/files/write-tree";
import { storedModel } from "../../helpers/models/stored-model";

const FIXTURES = path.join(__dirname, "../../fixtures/cases/coco/turned");
const RED = [230, 20, 20];
const BLUE = [20, 20, 230];

/** 64x32 as stored, red on the left and blue on the right; EXIF turns it as `orientation` says. */
function halves(orientation: number): Promise<Buffer> {
  const blue = { create: { width: 32, height: 32, channels: 3 as const, background: "rgb(20, 20, 230)" } };
  return sharp({ create: { width: 64, height: 32, channels: 3, background: "rgb(230, 20, 20)" } })
    .composite([{ input: blue, left: 32, top: 0 }])
    .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
    .withMetadata({ orientation })
    .toBuffer();
}

describe("labels that were drawn on turned pictures", () => {
  const stored = storedModel(0);
  const directory = directoryPerTest();

  /** What the import of one of the files stores of its images: how each is read, its boxes, and its remarks. */
  async function imported(name: string) {
    await writeTree(directory(), {
      "phone.jpg": await readFile(path.join(FIXTURES, "phone.jpg")),
      ...{ "left.jpg": await halves(8), "down.jpg": await halves(3), "plain.jpg": await halves(1) },
    });
    const open = () => openCoco({ instances: path.join(FIXTURES, `${name}.json`), images: directory() });
    return storedSet(name, open);
  }

  async function storedSet(
    name: string,
    open: () => Promise<Parameters<typeof importBenchmarkSet>[1]["source"]>,
  ) {
    const { db } = stored();
    const { set } = await importBenchmarkSet(db, { name, source: await open() });
    expect(await importBenchmarkSet(db, { name, source: await open() })).toMatchObject({
      alreadyStored: true,
    });
    const { rows } = await listBenchmarkItems(db, set.id, { first: 10 });
    const items = await Promise.all(
      rows.map(async (item) => {
        const { bytes } = (await readImageBytes(db, item.imageId!))!;
        const { width, height, data } = await decodeImage(bytes, decodeModeOf(set, item));
        const at = (x: number, y: number) => [...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
        const [box] = item.boxes!;
        return {
          ...{ orientation: item.orientation, size: [width, height] },
          ...{ first: near(at(8, 8)), last: near(at(width - 8, height - 8)) },
          box: [box!.left, box!.top, box!.right, box!.bottom],
        };
      }),
    );
    return { items, remarks: set.remarks.map(({ code, count }) => `${code} ${count}`) };
  }

  /** The color that it is within what JPEG loses. */
  function near(color: readonly number[]) {
    const is = (other: readonly number[]) => color.every((value, i) => Math.abs(value - other[i]!) < 12);
    return is(RED) ? "red" : is(BLUE) ? "blue" : color;
  }

  const asStored = { size: [64, 32], first: "red", last: "blue" };
  const asSeen = { size: [32, 64], first: "red", last: "blue" };
  test.each<[string, object[], string[]]>([
    ["03-size-as-seen", [{ ...asSeen, orientation: "AS_SEEN", box: [4, 40, 24, 60] }], ["TURNED_PICTURES 1"]],
    ["03-control-size-as-stored", [{ ...asStored, orientation: "AS_STORED", box: [40, 8, 60, 28] }], []],
    [
      "03-left-as-seen",
      [{ ...asSeen, first: "blue", last: "red", orientation: "AS_SEEN", box: [4, 40, 24, 60] }],
      ["TURNED_PICTURES 1"],
    ],
    [
      "03-boxes-as-seen",
      [{ ...asSeen, orientation: "AS_SEEN", box: [4, 40, 32, 60] }],
      ["TURNED_PICTURES 1"],
    ],
    [
      "03-nothing-says",
      [{ ...asStored, orientation: "UNKNOWN", box: [4, 4, 24, 24] }],
      ["UNCERTAIN_ORIENTATION 1"],
    ],
    [
      "03-upside-down",
      [{ ...asStored, orientation: "UNKNOWN", box: [40, 8, 60, 28] }],
      ["UNCERTAIN_ORIENTATION 1"],
    ],
    [
      "03-upside-down-beside-as-seen",
      [
        { ...asStored, first: "blue", last: "red", orientation: "AS_SEEN", box: [4, 8, 24, 28] },
        { ...asSeen, orientation: "AS_SEEN", box: [4, 40, 24, 60] },
      ],
      ["TURNED_PICTURES 2"],
    ],
  ])("are met by the picture as it was then, turned or not: %s", async (name, items, remarks) => {
    expect(await imported(name)).toEqual({ items, remarks });
  });

  test.each([
    ["03-size-of-neither", /images\[0\]: the picture "phone\.jpg".*640x480.*64x32 as it is stored and 32x64/],
    ["03-not-turned-other-way-round", /images\[0\]: the picture "plain\.jpg".*32x64; it has 64x32\./],
  ])("are refused where the size is that of neither: %s", async (name, message) => {
    await expect(imported(name)).rejects.toThrow(message);
  });

  test("are no question for pictures that are drawn here", async () => {
    const { db } = stored();
    const { set } = await importBenchmarkSet(db, { name: "scenes", source: sceneBenchmark(db, 2) });
    const { rows } = await listBenchmarkItems(db, set.id, { first: 2 });
    expect(rows.map(({ orientation, boxes }) => [orientation, boxes!.length > 0])).toEqual([
      [null, true],
      [null, true],
    ]);
  });

  test("are met in a folder of pictures too, as far as boxes show it", async () => {
    const file = path.join(directory(), "labels.json");
    await writeFile(path.join(directory(), "phone.jpg"), await halves(6));
    await writeFile(file, JSON.stringify({ "phone.jpg": { labels: [], boxes: [["cat", 4, 40, 24, 60]] } }));
    const open = () => openImageFolder({ folder: directory(), unlisted: "ABSENT" });
    const items = [{ ...asSeen, orientation: "AS_SEEN", box: [4, 40, 24, 60] }];
    expect(await storedSet("folder", open)).toEqual({ items, remarks: ["TURNED_PICTURES 1"] });
  });
});
