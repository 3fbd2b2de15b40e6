import { imageLikeness } from "../../../../src/services/search/like/image-likeness";
import {
  imageVector,
  regionVector,
  type SeeingModel,
} from "../../../../src/services/search/like/region-vector";
import { toFloat16 } from "../../../../src/tensor/float16";

/** 2 x 2 regions of length 3 in a picture of 100 x 100 pixels: each cell has 50 x 50. */
const picture = { width: 100, height: 100 };
const model = (whole: boolean, scale: number | null): SeeingModel => ({
  grid: { height: 2, width: 2, regionSize: 3 },
  labels:
    scale === null
      ? { from: "words", size: 3, classifiers: "p/c.onnx" }
      : { from: "text", size: 3, scale, bias: -1 },
  picture: {
    width: 2,
    height: 2,
    channelOrder: "rgb",
    mean: [0, 0, 0],
    scale: [1, 1, 1],
    filter: "bilinear",
    fit: "stretch",
  },
  score: {
    graph: "p/s.onnx",
    maps: "p/m.onnx",
    topRegions: 1,
    whole: whole ? { share: 0.5, isTuned: false } : null,
    probability: "calibrated",
    zero: 0,
    cut: null,
  },
});
const rows = [
  [3, 0, 0],
  [0, 4, 0],
  [0, 0, 5],
  [0, 0, -1],
];
const regions = toFloat16(Float32Array.from(rows.flat()));
const withWhole = toFloat16(Float32Array.from([...rows, [0, 6, 8]].flat()));
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const vectorOf = (...edges: [number, number, number, number]) =>
  [...regionVector(model(false, null), { ...picture, regions }, box(...edges))].map(
    (value) => +value.toFixed(6),
  );

describe("imageVector", () => {
  it("is the direction of the mean of all regions", () => {
    // The sum is (3, 4, 4), whose length is the root of 41.
    const expected = [3, 4, 4].map((value) => value / Math.sqrt(41));
    for (const [i, value] of imageVector(model(false, null), regions).entries()) {
      expect(value).toBeCloseTo(expected[i]!, 6);
    }
  });

  it("is the row of the whole where there is one, with the scale of a text model's labels", () => {
    expect([...imageVector(model(true, 20), withWhole)]).toEqual([0, 12, 16]);
  });

  it("refuses an image in which the model sees nothing", () => {
    expect(() => imageVector(model(false, null), new Uint16Array(12))).toThrow("sees nothing");
  });
});

describe("regionVector", () => {
  it("takes the regions whose cells the box covers by half or more", () => {
    expect(vectorOf(0, 0, 50, 50)).toEqual([1, 0, 0]);
    expect(vectorOf(0, 0, 75, 50)).toEqual([0.6, 0.8, 0]);
    expect(vectorOf(0, 0, 74, 50)).toEqual([1, 0, 0]);
  });

  it("takes the one that it covers most of where it covers half of none", () => {
    expect(vectorOf(45, 10, 60, 20)).toEqual([0, 1, 0]);
    expect(vectorOf(10, 60, 11, 61)).toEqual([0, 0, 1]);
  });

  it("has no part of the row of the whole", () => {
    expect([...regionVector(model(true, 2), { ...picture, regions: withWhole }, box(0, 0, 50, 50))]).toEqual([
      2, 0, 0,
    ]);
  });

  it("refuses a box in what is cut off before the model sees the picture", () => {
    const cropping = model(false, null);
    const cropped = { ...cropping, picture: { ...cropping.picture, fit: "crop" as const } };
    const wide = { width: 300, height: 100, regions };
    expect(() => regionVector(cropped, wide, box(0, 0, 90, 100))).toThrow(
      "sees, from (100, 0) to (200, 100); got from (0, 0) to (90, 100).",
    );
    expect([...regionVector(cropped, wide, box(100, 0, 150, 50))]).toEqual([1, 0, 0]);
  });
});

describe("imageLikeness", () => {
  it("is 1 for the same regions, and for the same whole elsewhere only as a whole", () => {
    const moved = toFloat16(Float32Array.from([rows[1]!, rows[0]!, rows[3]!, rows[2]!].flat()));
    const same = imageLikeness(model(false, null), regions, regions);
    expect(same.whole).toBeCloseTo(1, 9);
    expect(same.placed).toBeCloseTo(1, 9);
    const other = imageLikeness(model(false, null), regions, moved);
    expect(other.whole).toBeCloseTo(1, 9);
    // The upper regions are at right angles, the lower ones opposite.
    expect(other.placed).toBeCloseTo(-0.5, 9);
  });
});
