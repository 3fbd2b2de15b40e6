import sharp from "sharp";
import { captureTime, readCaptureTime } from "../../../src/pictures/reading/capture-time";

/** A JPEG whose EXIF was written by libvips. */
const jpeg = (exif: Record<string, string>) =>
  sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
    .withExif({ IFD2: exif })
    .jpeg()
    .toBuffer();

describe("the time at which a picture was taken", () => {
  it.each([
    [
      "with the camera's offset",
      { DateTimeOriginal: "2019:07:14 18:03:22", OffsetTimeOriginal: "+02:00" },
      "2019-07-14T16:03:22.000Z",
      "+02:00",
    ],
    [
      "west of Greenwich",
      { DateTimeOriginal: "2019:12:31 22:30:00", OffsetTimeOriginal: "-03:30" },
      "2020-01-01T02:00:00.000Z",
      "-03:30",
    ],
    [
      "without an offset, as if the clock showed UTC",
      { DateTimeOriginal: "2019:07:14 18:03:22" },
      "2019-07-14T18:03:22.000Z",
      null,
    ],
    [
      "with a fraction of the second",
      { DateTimeOriginal: "2019:07:14 18:03:22", SubSecTimeOriginal: "5" },
      "2019-07-14T18:03:22.500Z",
      null,
    ],
    [
      "of a scan, when it was digitized",
      { DateTimeDigitized: "2021:02:03 04:05:06" },
      "2021-02-03T04:05:06.000Z",
      null,
    ],
    [
      "before the time of digitizing",
      { DateTimeOriginal: "1999:01:02 03:04:05", DateTimeDigitized: "2021:02:03 04:05:06" },
      "1999-01-02T03:04:05.000Z",
      null,
    ],
    [
      "with an offset that is none",
      { DateTimeOriginal: "2019:07:14 18:03:22", OffsetTimeOriginal: "  :  " },
      "2019-07-14T18:03:22.000Z",
      null,
    ],
  ])("is read %s", async (_, exif, at, offset) => {
    expect(await readCaptureTime(await jpeg(exif))).toEqual({ at: new Date(at), offset });
  });

  it.each([
    ["zeros of a clock that was never set", "0000:00:00 00:00:00"],
    ["blanks", "    :  :     :  :  "],
    ["a day that is in no calendar", "2019:02:30 10:00:00"],
    ["a month that is none", "2019:13:01 10:00:00"],
    ["words", "yesterday"],
  ])("is unknown where EXIF has %s", async (_, DateTimeOriginal) => {
    expect(await readCaptureTime(await jpeg({ DateTimeOriginal }))).toBeNull();
  });

  it("is unknown without EXIF, and where it breaks off or claims what is not there", async () => {
    expect(await readCaptureTime(Buffer.from("no picture"))).toBeNull();
    const { exif } = await sharp(await jpeg({ DateTimeOriginal: "2019:07:14 18:03:22" })).metadata();
    expect(captureTime(exif!)).not.toBeNull();
    for (let length = 0; length < exif!.length; length++) captureTime(exif!.subarray(0, length)); // throws nothing
    for (const lie of [0xff, 0x80, 0x00]) {
      for (let at = 0; at < exif!.length; at++) {
        const changed = Buffer.from(exif!);
        changed[at] = lie;
        captureTime(changed);
      }
    }
  });
});
