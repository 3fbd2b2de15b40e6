import sharp from "sharp";
import { renderHeatMap } from "../../src/pictures/heat-map";

const grid = { gridWidth: 2, gridHeight: 2 };
const whole = (width: number, height: number) => ({ left: 0, top: 0, width, height });

/** Pixels of a rendered PNG, and a way to ask for one. */
async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    Array.from(data.subarray((y * info.width + x) * info.channels).subarray(0, info.channels));
  return { ...info, at };
}

const gray = (width: number, height: number, orientation: number) =>
  sharp({ create: { width, height, channels: 3, background: "#646464" } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();

describe("renderHeatMap", () => {
  test("is as large as the picture that a person sees, and no larger than requested", async () => {
    const image = await gray(600, 300, 6);
    const map = new Float32Array(4);
    expect(
      await pixelsOf(await renderHeatMap({ image, map, ...grid, seen: whole(300, 600), maxSide: 1000 })),
    ).toMatchObject({
      width: 300,
      height: 600,
    });
    expect(
      await pixelsOf(await renderHeatMap({ image, map, ...grid, seen: whole(300, 600), maxSide: 200 })),
    ).toMatchObject({
      width: 100,
      height: 200,
    });
  });

  test("is as wide as requested, but no wider than the picture and no higher than 4096", async () => {
    const sized = async (width: number, [w, h]: [number, number], format?: "webp") => {
      const request = { map: new Float32Array(4), ...grid, seen: whole(w, h), maxSide: 1000 };
      const file = await renderHeatMap({
        image: { width: w, height: h },
        ...request,
        width,
        ...(format && { format }),
      });
      const { format: encoded, ...size } = await sharp(file).metadata();
      return [encoded, size.width, size.height];
    };
    expect(await sized(200, [300, 600])).toEqual(["png", 200, 400]);
    expect(await sized(2048, [300, 600], "webp")).toEqual(["webp", 300, 600]);
    expect(await sized(16, [50, 25])).toEqual(["png", 16, 8]);
    expect(await sized(16, [16, 65_535], "webp")).toEqual(["webp", 1, 4096]);
    expect(await sized(16, [3000, 10])).toEqual(["png", 16, 1]);
  });

  test("enlarges a tiny picture until the map is readable", async () => {
    const png = await renderHeatMap({
      image: await gray(50, 25, 1),
      map: new Float32Array(4),
      ...grid,
      seen: whole(50, 25),
      maxSide: 1000,
    });
    expect(await pixelsOf(png)).toMatchObject({ width: 448, height: 224 });
  });

  test("is opaque at the peak, transparent at and below zero", async () => {
    const map = Float32Array.from([4, 0, -8, 0]);
    const heat = await pixelsOf(
      await renderHeatMap({ image: { width: 2, height: 2 }, map, ...grid, seen: whole(2, 2), maxSide: 100 }),
    );
    expect(heat).toMatchObject({ width: 100, height: 100, channels: 4 });
    expect(heat.at(10, 10)[3]).toBeGreaterThan(180);
    expect(heat.at(90, 90)[3]).toBeLessThan(30);
    expect(heat.at(10, 90)[3]).toBe(0);
  });

  test("gets lighter and more opaque with the response", async () => {
    const map = Float32Array.from([1, 2, 3, 4]);
    const heat = await pixelsOf(
      await renderHeatMap({
        image: { width: 4, height: 1 },
        map,
        gridWidth: 4,
        gridHeight: 1,
        seen: whole(4, 1),
        maxSide: 400,
      }),
    );
    const samples = [50, 150, 250, 350].map((x) => heat.at(x, 50));
    const lightness = samples.map(([r, g, b]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!);
    expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
    const alphas = samples.map((sample) => sample[3]!);
    expect(alphas).toEqual([...alphas].sort((a, b) => a - b));
  });

  test("shows the bare picture if no response is above zero", async () => {
    const image = await gray(448, 448, 1);
    const shown = await pixelsOf(
      await renderHeatMap({
        image,
        map: Float32Array.from([-1, -2, -3, -4]),
        ...grid,
        seen: whole(448, 448),
        maxSide: 448,
      }),
    );
    expect(new Set([shown.at(0, 0), shown.at(200, 300), shown.at(447, 447)].map(String)).size).toBe(1);
  });

  test("refuses a damaged picture", async () => {
    const image = (await gray(448, 448, 1)).subarray(0, 60);
    await expect(
      renderHeatMap({ image, map: new Float32Array(4), ...grid, seen: whole(448, 448), maxSide: 448 }),
    ).rejects.toMatchObject({
      code: "INVALID_IMAGE",
    });
  });

  test("leaves what a crop cut off as it was, with its colors", async () => {
    const image = await sharp({ create: { width: 400, height: 200, channels: 3, background: "#c83232" } })
      .png()
      .toBuffer();
    const map = Float32Array.from([0, 0, 0, 4]);
    const seen = { left: 100, top: 0, width: 200, height: 200 };
    const over = await pixelsOf(await renderHeatMap({ image, map, ...grid, seen, maxSide: 400 }));
    expect(over).toMatchObject({ width: 400, height: 200, channels: 3 });
    for (const x of [0, 99, 300, 399]) expect(over.at(x, 150)).toEqual([0xc8, 0x32, 0x32]);
    const [red, green] = over.at(110, 10); // seen, and no heat
    expect(red! - green!).toBeLessThan(100);

    const size = { width: 400, height: 200 };
    const alone = await pixelsOf(await renderHeatMap({ image: size, map, ...grid, seen, maxSide: 400 }));
    expect(alone).toMatchObject({ width: 400, height: 200, channels: 4 });
    expect(alone.at(270, 170)[3]).toBeGreaterThan(180);
    expect(alone.at(330, 170)[3]).toBe(0);
  });
});
