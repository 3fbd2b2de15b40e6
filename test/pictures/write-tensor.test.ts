import { type PictureInput } from "../../src/pictures/picture-input";
import { writeTensor } from "../../src/pictures/write-tensor";

const pixels = Uint8Array.from([10, 20, 30, 40, 50, 60]); // [1, 2, 3]: two pixels
const input: Omit<PictureInput, "channelOrder"> = {
  width: 2,
  height: 1,
  mean: [1, 2, 3],
  scale: [1, 10, 100],
  filter: "bilinear",
  fit: "stretch",
};

describe("writeTensor", () => {
  test("writes red, green and blue planes as (pixel - mean) * scale", () => {
    const out = new Float32Array(6);
    writeTensor(pixels, { ...input, channelOrder: "rgb" }, out, 0);
    expect(Array.from(out)).toEqual([9, 39, 180, 480, 2700, 5700]);
  });

  test("applies mean and scale in the tensor's channel order", () => {
    const out = new Float32Array(6);
    writeTensor(pixels, { ...input, channelOrder: "bgr" }, out, 0);
    expect(Array.from(out)).toEqual([29, 59, 180, 480, 700, 3700]);
  });

  test("fills its own place in a batch and nothing else", () => {
    const out = new Float32Array(18).fill(-1);
    writeTensor(pixels, { ...input, channelOrder: "rgb" }, out, 6);
    expect(Array.from(out.subarray(0, 6))).toEqual([-1, -1, -1, -1, -1, -1]);
    expect(out[6]).toBe(9);
    expect(out[12]).toBe(-1);
  });

  test("refuses a picture of another size than the input", () => {
    expect(() =>
      writeTensor(new Uint8Array(3), { ...input, channelOrder: "rgb" }, new Float32Array(6), 0),
    ).toThrow("2x1 has 6 values; got 3");
  });
});
