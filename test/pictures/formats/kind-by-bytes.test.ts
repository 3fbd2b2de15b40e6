import sharp from "sharp";
import { kindByBytes } from "../../../src/pictures/formats/kind-by-bytes";
import { sniffImageType } from "../../../src/pictures/reading/sniff-image-type";

const bytes = (content: string) => Buffer.from(content, "latin1");

/** A little-endian TIFF directory of one page: [tag, type (3: SHORT, 4: LONG), value], as TIFF 6.0 says. */
function tiff(entries: readonly (readonly [tag: number, type: number, value: number])[]): Buffer {
  const file = Buffer.alloc(14 + entries.length * 12);
  file.write("II*\0", "latin1");
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, value], i) => {
    const at = 10 + i * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(value, at + 8);
  });
  return file;
}

describe("the kind of a file", () => {
  test.each([
    ["a JPEG XL picture", "\xff\x0a\xfa\x1f"],
    ["a JPEG XL picture", "\0\0\0\x0cJXL \r\n\x87\n"],
    ["a JPEG 2000 picture", "\0\0\0\x0cjP  \r\n\x87\n"],
    ["a Photoshop document", "8BPS\0\x01\0\0\0\0\0\0"],
    ["a camera's raw file (Canon CR3)", "\0\0\0\x18ftypcrx \0\0\0\x01crx isom"],
    ["a camera's raw file (Canon CR2)", "II*\0\x10\0\0\0CR\x02\0"],
    ["a camera's raw file (Fujifilm RAF)", "FUJIFILMCCD-RAW 0201FF393103"],
    ["a camera's raw file (Olympus ORF)", "IIRO\x08\0\0\0"],
    ["a camera's raw file (Panasonic RW2)", "IIU\0\x18\0\0\0"],
    ["a video or another MP4-like file", "\0\0\0\x14ftypqt  \0\0\0\0qt  "],
    ["a video or another MP4-like file", "\0\0\0\x08wide\0\0\0\0mdat"],
    ["a video (Matroska or WebM)", "\x1a\x45\xdf\xa3\x01\0\0\0"],
    ["a video (AVI)", "RIFF\x10\0\0\0AVI LIST"],
    ["a sound", "RIFF\x10\0\0\0WAVEfmt "],
    [
      "an SVG drawing, not a raster picture",
      '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ["a PDF document", "%PDF-1.7"],
    ["a DICOM file", `${"\0".repeat(128)}DICM`],
    ["a FITS file", "SIMPLE  =                    T"],
    ["a Windows icon", "\0\0\x01\0\x01\0\x10\x10"],
  ])("%s is told by its first bytes, and refused by that name with what to do", (kind, content) => {
    expect(kindByBytes(bytes(content))).toBe(kind);
    expect(() => sniffImageType(bytes(content))).toThrow(new RegExp(`but got ${escaped(kind)}\\. \\w.{10}`));
  });

  test.each([
    ["a DNG", "DNG", [[50706, 1, 0x0401]]],
    [
      "a preview before a camera's picture",
      "TIFF-like",
      [
        [254, 4, 1],
        [330, 4, 200],
      ],
    ],
    [
      "what a sensor's color filters let through",
      "TIFF-like",
      [
        [254, 4, 0],
        [262, 3, 32803],
      ],
    ],
  ] as const)("%s is no TIFF picture, which would show a stamp or nothing", (_, name, entries) => {
    expect(kindByBytes(tiff(entries))).toBe(`a camera's raw file (${name})`);
    expect(() => sniffImageType(tiff(entries))).toThrow("program that develops your photos");
  });

  test.each([
    ["jpeg", "a JPEG picture"],
    ["png", "a PNG picture"],
    ["webp", "a WebP picture"],
    ["gif", "a GIF picture"],
    ["tiff", "a TIFF picture"],
    ["avif", "an AVIF picture"],
  ] as const)("%s is %s, and decoded", async (format, kind) => {
    const file = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
      .toFormat(format)
      .toBuffer();
    expect(kindByBytes(file)).toBe(kind);
    expect(sniffImageType(file)).toBe(`image/${format}`);
  });

  test.each([
    [
      "a page of a large scan with smaller ones below it",
      [
        [254, 4, 0],
        [330, 4, 200],
        [262, 3, 1],
      ],
    ],
    [
      "a page that is a preview of a later one",
      [
        [254, 4, 1],
        [262, 3, 2],
      ],
    ],
  ] as const)("%s stays a TIFF picture", (_, entries) => {
    expect(kindByBytes(tiff(entries))).toBe("a TIFF picture");
  });

  test.each([
    ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00", "git lfs pull"],
    ["an HTML page", "<!DOCTYPE html><html>", "Download it in a browser"],
    ["a server's error message in JSON", '{"error": "not found"}', "Download it again"],
  ])("%s is named where a picture is expected", (what, content, advice) => {
    expect(() => sniffImageType(bytes(content))).toThrow(what);
    expect(() => sniffImageType(bytes(content))).toThrow(advice);
  });

  test.each(["heic", "heix", "mif1", "hevc"])("HEIC is told by its brand %s", (brand) => {
    expect(kindByBytes(bytes(`\0\0\0\x14ftyp${brand}\0\0\0\0mif1`))).toBe("a HEIC picture");
  });

  test("BMP is told by its header, not by two letters", () => {
    expect(kindByBytes(bytes(`BM${"\0".repeat(12)}\x28\0\0\0`))).toBe("a BMP picture");
    expect(kindByBytes(bytes("BMW drives past the house"))).toBeNull();
  });

  test("nothing is told of other bytes", () => {
    expect(kindByBytes(bytes("\x01\x02\x03\x04\x05\x06"))).toBeNull();
    expect(kindByBytes(bytes("a note"))).toBeNull();
    expect(kindByBytes(bytes("\0\0\0\x20ft"))).toBeNull();
  });
});

function escaped(text: string): string {
  return text.replace(/[()]/g, "\\$&");
}
