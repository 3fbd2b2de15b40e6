import { readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { decodeImage } from "../../../src/pictures/reading/decode-image";
import { inspectImage } from "../../../src/pictures/reading/inspect-image";

const fixture = (name: string) =>
  readFileSync(path.resolve(__dirname, "../../fixtures/cases/pictures", name));
const gray = (...values: number[]) => values.flatMap((value) => [value, value, value]);

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/** The pixels of a picture as people see it, which is also taken at the door. */
async function seen(file: Buffer): Promise<number[]> {
  const { width, height, data } = await decodeImage(file, "photo");
  expect(await inspectImage(file)).toMatchObject({ width, height });
  return [...data];
}

async function refusal(file: Buffer): Promise<string> {
  const errors = await Promise.all(
    [inspectImage(file), decodeImage(file, "photo")].map((work) =>
      work.then(
        () => null,
        (error: Error) => error,
      ),
    ),
  );
  expect(errors[0]).toMatchObject({ code: "INVALID_IMAGE" });
  expect(errors[1]?.message).toBe(errors[0]?.message);
  return errors[0]!.message;
}

// Written by tifffile and Pillow. The curve from light to sRGB is that of IEC 61966-2-1: .25 is 137, .5 is 188.
describe("numbers that a picture is made of", () => {
  test.each([
    ["07-float32-grey.tif", gray(0, 137, 188, 255)],
    ["07-control-float32-rgb.tif", gray(0, 137, 188, 255)],
    ["07-control-uint16-grey.tif", gray(0, 64, 128, 255)],
    ["float16-rgb.tif", gray(0, 137, 188, 255)],
    ["float32-rgba.tif", gray(128, 196, 222, 255)], // all half transparent, on white
    ["g16.png", gray(0, 64, 128, 255)],
    ["bits4.tif", gray(0, 68, 136, 255)], // 0, 4, 8 and 15 of 15
    ["uint16-wg.tif", gray(255, 191, 127, 0)], // 0 is white
    ["rgb-extra.tif", [100, 50, 0, 100, 50, 0, 200, 30, 30]], // beside it a channel of something else
  ])("are shown as a person would see them: %s", async (name, pixels) => {
    expect(await seen(fixture(name))).toEqual(pixels);
  });

  test.each([
    ["07-float32-grey-0-to-4000.tif", "got 1000"],
    ["float32-rgb-4000.tif", "got 1000"],
    ["float32-g-neg.tif", "got -1"],
    ["float32-g-nan.tif", "got NaN"],
    ["float16-g.tif", "16-bit float gray"],
    ["float64-g.tif", "64-bit float gray"],
    ["int8-g.tif", "8-bit signed gray"],
    ["int16-g.tif", "16-bit signed gray"],
    ["int16-rgb.tif", "16-bit signed RGB"],
    ["uint32-rgb.tif", "32-bit unsigned RGB"],
    ["complex64.tif", "64-bit complex float gray"],
    ["bits12.tif", "12-bit unsigned gray"],
    ["cielab8.tif", "8-bit unsigned CIELab"],
    ["ga-unspec.tif", "gray of 2 channels"],
    ["uint8-5ch.tif", "gray of 5 channels"],
    ["uint16-g-12bit.tif", "greatest value is 4095"],
    ["g16-12bit.png", "greatest value is 4095"],
  ])("are refused where they cannot be surely mapped: %s (%s)", async (name, cause) => {
    const message = await refusal(fixture(name));
    expect(message).toContain(cause);
    expect(message).toContain("Scale what should be seen");
  });

  test.each([
    ["black", [0, 0, 0, 0]],
    ["dark with one bright spot", [0, 10, 20, 5000]],
  ])("may be %s in 16 bits", async (_, values) => {
    const raw = { width: 2, height: 2, channels: 1, depth: "ushort" } as never;
    const png = await sharp(Uint16Array.from(values), { raw }).toColorspace("grey16").png().toBuffer();
    expect(await seen(png)).toHaveLength(12);
  });

  test("are those of the first page that is no preview of another", async () => {
    const file = fixture("thumb-first.tif");
    expect(await inspectImage(file)).toMatchObject({ width: 8, height: 8 });
    expect((await seen(file)).every((value) => value === 200)).toBe(true);
  });
});

describe("what is see-through", () => {
  const drawing = [255, 255, 255, 0, 0, 0, 127, 127, 127, 200, 30, 30];
  // A 32x16 picture whose left half is clear, its right half red.
  const halves = (data: number[]) => [data.slice(0, 3), data.slice(-3)];

  test.each([
    ["11-drawing-rgba.png", drawing],
    ["11-drawing-rgba-16.png", gray(255, 0)],
    ["11-control-opaque-rgba.png", [10, 20, 30, 40, 50, 60]],
    ["la.png", gray(255, 127, 200)],
    ["g-trns.png", gray(255, 100, 200)],
    ["rgb-trns.png", [255, 255, 255, 40, 50, 60]],
    ["pal-trns.png", [255, 255, 255, 127, 255, 127, 0, 0, 255, 0, 0, 0]],
    ["rgba-unass.tif", [255, 255, 255, 177, 152, 127, 200, 30, 30]],
    ["ga16-unass.tif", gray(255, 127, 200)],
  ])("is shown on white in a photo: %s", async (name, pixels) => {
    expect(await seen(fixture(name))).toEqual(pixels);
  });

  test("is shown on white where colors are stored multiplied", async () => {
    const pixels = await seen(fixture("rgba-assoc.tif")); // 100, 50, 0 at half: 100 + 127, 50 + 127, 127
    expect(distance(pixels, [255, 255, 255, 227, 177, 127, 200, 30, 30])).toBeLessThanOrEqual(1);
  });

  test.each(["a.webp", "a.gif", "a.avif", "apng.png"])("is shown on white in %s", async (name) => {
    const [clear, red] = halves(await seen(fixture(name)));
    expect(clear).toEqual([255, 255, 255]);
    expect(distance(red!, [200, 30, 30])).toBeLessThanOrEqual(2);
  });

  test("is dropped for a benchmark, as the authors' program does", async () => {
    const { data } = await decodeImage(fixture("11-drawing-rgba.png"), "benchmark");
    expect([...data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 200, 30, 30]);
  });
});
