import { readFileSync } from "node:fs";
import path from "node:path";
import { fitPicture } from "../../src/pictures/fit-picture";
import type { PictureInput } from "../../src/pictures/picture-input";
import { describeWithShared, sharedPath } from "../helpers/shared";

const input = (fit: PictureInput["fit"], width = 224, height = 224): PictureInput => ({
  ...{ width, height, channelOrder: "rgb", mean: [0, 0, 0], scale: [1, 1, 1], filter: "bicubic", fit },
});

describe("fitting a picture to a model", () => {
  test("stretches it, and sees all of it", () => {
    const size = { width: 640, height: 427 };
    expect(fitPicture(input("stretch"), size)).toMatchObject({
      ...{ resized: { width: 224, height: 224 }, left: 0, top: 0, seen: { left: 0, top: 0, ...size } },
    });
  });

  test("crops nothing of a square picture", () => {
    expect(fitPicture(input("crop"), { width: 100, height: 100 })).toEqual({
      resized: { width: 224, height: 224 },
      ...{ left: 0, top: 0, seen: { left: 0, top: 0, width: 100, height: 100 } },
    });
  });

  test("crops a panorama's sides, however long it is", () => {
    expect(fitPicture(input("crop"), { width: 65_535, height: 10 })).toMatchObject({
      ...{ resized: { width: 1_467_984, height: 224 }, left: 733_880, top: 0 },
    });
  });

  test("crops by the longer side of an input that is not square", () => {
    // 300x200 for 120x60: the width gets its 120, the height 80, of which 10 are cut off above and below.
    expect(fitPicture(input("crop", 120, 60), { width: 300, height: 200 })).toEqual({
      resized: { width: 120, height: 80 },
      ...{ left: 0, top: 10, seen: { left: 0, top: 25, width: 300, height: 150 } },
    });
  });
});

interface Reference {
  readonly size_wh: [number, number];
  readonly clip: {
    resized_wh: [number, number];
    crop_left: number;
    crop_top: number;
    seen_of_the_picture: [number, number, number, number];
  };
}

describeWithShared("reference/region-text/preprocessing")("the center crop", () => {
  test("is that of the reference, for each of its pictures", () => {
    const file = path.join(sharedPath, "reference/region-text/preprocessing/manifest.json");
    const { images }: { images: Record<string, Reference> } = JSON.parse(readFileSync(file, "utf8"));
    for (const { size_wh, clip } of Object.values(images)) {
      const [width, height] = size_wh;
      const { resized, left, top, seen } = fitPicture(input("crop"), { width, height });
      expect([resized.width, resized.height, left, top]).toEqual([
        ...clip.resized_wh,
        clip.crop_left,
        clip.crop_top,
      ]);
      const edges = [seen.left, seen.top, seen.left + seen.width, seen.top + seen.height];
      expect(edges.map((edge) => Math.round(edge * 1000) / 1000)).toEqual(clip.seen_of_the_picture);
    }
  });
});
