import sharp from "sharp";
import { decodeImage } from "../../../src/pictures/reading/decode-image";
import { inspectImage } from "../../../src/pictures/reading/inspect-image";
import { MAX_IMAGE_BYTES } from "../../../src/pictures/reading/open-image";
import { pngClaiming } from "../../helpers/pictures/made-images";

const speckles = Buffer.from(
  Array.from({ length: 120 * 90 * 3 }, (_, i) => (i * 7919 + (i % 13) * 31) % 256),
);
const picture = () => sharp(speckles, { raw: { width: 120, height: 90, channels: 3 } });

describe("inspectImage", () => {
  test("tells format and size", async () => {
    expect(await inspectImage(await picture().webp().toBuffer())).toEqual({
      mediaType: "image/webp",
      width: 120,
      height: 90,
    });
  });

  test("never keeps a small picture waiting for large ones, however many there are", async () => {
    const black = { create: { width: 6_000, height: 5_000, channels: 3, background: "black" } } as const;
    const bytes = await sharp(black).png({ progressive: true, compressionLevel: 1 }).toBuffer();
    const small = await picture().png().toBuffer();
    let done = 0;
    const all = Array.from({ length: 4 }, () => inspectImage(bytes).finally(() => done++));
    await inspectImage(small);
    expect(done).toBeLessThan(4);
    expect(await Promise.all(all)).toHaveLength(4);
  });

  test("tells the size as a person sees the picture", async () => {
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inspectImage(bytes)).toEqual({ mediaType: "image/jpeg", width: 90, height: 120 });
  });

  test.each(["jpeg", "png", "webp", "gif", "tiff", "avif"] as const)(
    "refuses a %s file that is cut off, as decoding it would",
    async (format) => {
      const bytes = await picture().toFormat(format).toBuffer();
      for (const length of [bytes.length - 20, Math.floor(bytes.length / 2)]) {
        const cut = bytes.subarray(0, length);
        const refusal = { code: "INVALID_IMAGE", message: expect.stringContaining(`${length} bytes`) };
        await expect(inspectImage(cut)).rejects.toMatchObject(refusal);
        await expect(decodeImage(cut, "photo")).rejects.toMatchObject(refusal);
        await expect(decodeImage(cut, "benchmark")).rejects.toMatchObject(refusal);
      }
    },
  );

  test("refuses a progressive JPEG that lacks only its last bytes", async () => {
    const bytes = await picture().jpeg({ progressive: true }).toBuffer();
    const cut = bytes.subarray(0, -2);
    await expect(inspectImage(cut)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
    await expect(decodeImage(cut, "photo")).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  test.each([
    ["no bytes at all", "", "an empty file (0 bytes)"],
    ["text under a picture's name", "Dear all,\nhere is the photo", 'text that starts with "Dear all,'],
    ["an SVG drawing", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"],
    ["a web page", "<!DOCTYPE html><html>", "an HTML page"],
    ["a PDF document", "%PDF-1.7", "a PDF document"],
    ["an archive", "PK\x03\x04aaaa", "a ZIP archive"],
    ["a HEIC photo", "\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"],
    ["a video", "\0\0\0\x18ftypisom\0\0\0\0mp42isom", "a video"],
    ["noise", "\x00\x01\x02\x03\xff\xfe", "6 bytes of an unknown format that starts with 00 01 02 03 ff fe"],
  ])("refuses %s and names what it found", async (_, content, found) => {
    await expect(inspectImage(Buffer.from(content, "latin1"))).rejects.toMatchObject({
      code: "INVALID_IMAGE",
      message: expect.stringContaining(found),
    });
  });

  test("refuses a PNG that claims 60000x60000 pixels by its header alone", async () => {
    const refusal = { code: "IMAGE_TOO_LARGE", message: expect.stringContaining("60000x60000") };
    await expect(inspectImage(pngClaiming(60_000, 60_000))).rejects.toMatchObject(refusal);
    await expect(decodeImage(pngClaiming(60_000, 60_000), "photo")).rejects.toMatchObject(refusal);
  });

  test.each([
    [1, 65_536],
    [65_536, 1],
  ])(
    "refuses a PNG of %ix%i pixels: few, but with a side too long for the memory of resizing",
    async (w, h) => {
      const refusal = { code: "IMAGE_TOO_LARGE", message: expect.stringContaining("65535 pixels on a side") };
      await expect(inspectImage(pngClaiming(w, h))).rejects.toMatchObject(refusal);
      await expect(decodeImage(pngClaiming(w, h), "photo")).rejects.toMatchObject(refusal);
    },
  );

  test("refuses a PNG whose claim is allowed but whose pixels are missing", async () => {
    const empty = pngClaiming(2000, 2000);
    await expect(inspectImage(empty)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
    await expect(decodeImage(empty, "photo")).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  test("refuses more than 25 MiB before looking at them", async () => {
    await expect(inspectImage(new Uint8Array(MAX_IMAGE_BYTES + 1))).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
    });
  });
});
