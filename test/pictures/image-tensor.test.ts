import { readFileSync } from "node:fs";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { imageTensor } from "../../src/pictures/image-tensor";
import { type DecodeMode, decodeImage } from "../../src/pictures/reading/decode-image";
import { resize } from "../../src/pictures/resizing/resize";
import { randomTensor } from "../helpers/graph/random-tensors";
import { describeWithShared, sharedPath } from "../helpers/shared";

/** Takes pixels as they are, into planes of red, green and blue. */
const pixels = (side: number) => ({
  width: side,
  height: side,
  channelOrder: "rgb" as const,
  mean: [0, 0, 0] as [number, number, number],
  scale: [1, 1, 1] as [number, number, number],
  filter: "bilinear" as const,
  fit: "stretch" as const,
});

/** How far, of 255, the tensor is on average from every pixel decoded and resized exactly. */
async function meanDifference(file: Uint8Array, mode: DecodeMode, side: number): Promise<number> {
  const { data, width, height } = await decodeImage(file, mode);
  const exact = resize(data, { width, height }, { width: side, height: side }, "bilinear"); // [side, side, 3]
  const tensor = await imageTensor(file, mode, pixels(side)); // [3, side, side]
  const plane = side * side;
  const total = exact.reduce(
    (sum, value, i) => sum + Math.abs(value - tensor[(i % 3) * plane + Math.floor(i / 3)]!),
    0,
  );
  return total / exact.length;
}

/** Noise with a slope, 400x300: eight times a side of 37 and more than sixteen times one of 18. */
function slopedNoise(): Sharp {
  const noise = randomTensor([300, 400, 3], 5).data;
  const data = Uint8Array.from(noise, (x, i) => 60 + Math.floor(i / 1200 / 2.5) + 50 * x);
  return sharp(data, { raw: { width: 400, height: 300, channels: 3 } });
}

describe("imageTensor of a large JPEG", () => {
  test.each([37, 18])(
    "is within 0.5 of 255 of the exact one if it is shrunk for a photo (%i)",
    async (side) => {
      const file = await slopedNoise().jpeg({ quality: 95 }).toBuffer();
      const difference = await meanDifference(file, "photo", side);
      expect(difference).toBeLessThan(0.5);
      expect(difference).toBeGreaterThan(0); // or it wasn't shrunk
    },
  );

  test("is as near if it is cropped", async () => {
    const file = await slopedNoise().jpeg({ quality: 95 }).toBuffer();
    const input = { ...pixels(18), fit: "crop" as const };
    const [photo, exact] = await Promise.all([
      imageTensor(file, "photo", input),
      imageTensor(file, "benchmark", input),
    ]);
    const total = photo.reduce((sum, value, i) => sum + Math.abs(value - exact[i]!), 0);
    expect(total / exact.length).toBeLessThan(0.5);
    expect(total).toBeGreaterThan(0); // or it wasn't shrunk
  });

  test("is exact for a benchmark", async () => {
    expect(await meanDifference(await slopedNoise().jpeg().toBuffer(), "benchmark", 18)).toBe(0);
  });

  test("is exact if it is less than 8 times the model's side", async () => {
    expect(await meanDifference(await slopedNoise().jpeg().toBuffer(), "photo", 38)).toBe(0);
  });

  test("is as exact if it is rotated, has a wide-gamut profile, or is gray", async () => {
    const turned = await slopedNoise().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const profiled = await slopedNoise().withIccProfile("p3").jpeg().toBuffer();
    const gray = await slopedNoise().toColorspace("b-w").jpeg().toBuffer();
    for (const file of [turned, profiled, gray]) {
      expect(await meanDifference(file, "photo", 18)).toBeLessThan(0.5);
    }
  });

  test("is exact for CMYK, and for PNG with and without alpha", async () => {
    const cmyk = await slopedNoise().toColorspace("cmyk").jpeg().toBuffer();
    const png = await slopedNoise().png().toBuffer();
    const alpha = await slopedNoise().ensureAlpha(0.5).png().toBuffer();
    for (const file of [cmyk, png, alpha]) expect(await meanDifference(file, "photo", 18)).toBe(0);
  });

  test.each([false, true])("is refused if its end is missing (progressive: %s)", async (progressive) => {
    const file = await slopedNoise().jpeg({ progressive }).toBuffer();
    for (const length of [file.length - 20, Math.floor(file.length / 2)]) {
      const attempt = imageTensor(file.subarray(0, length), "photo", pixels(18));
      await expect(attempt).rejects.toMatchObject({ code: "INVALID_IMAGE" });
    }
  });
});

describeWithShared("photos/indoor")("imageTensor of photos", () => {
  const folder = path.join(sharedPath, "photos");
  const photos = [
    ...["cat_720p", "owl", "hot_dog"],
    ...["indoor/2007_000027", "indoor/2007_000032", "indoor/2007_000033"],
  ];

  test.each([32, 16])(
    "is within 0.5 of 255 of the exact one, on average over each photo, at a side of %i",
    async (side) => {
      const differences = await Promise.all(
        photos.map((name) => meanDifference(readFileSync(path.join(folder, `${name}.jpg`)), "photo", side)),
      );
      expect(Math.max(...differences)).toBeLessThan(0.5);
    },
  );
});
