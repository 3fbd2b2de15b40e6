import { readFileSync } from "node:fs";
import path from "node:path";
import { openImage } from "../../../src/pictures/reading/open-image";
import { imageBytes } from "../../../src/resolvers/images/image-bytes";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==";
const bytesOf = async (base64: string) => Buffer.from((await imageBytes({ base64 })).bytes);

function requested(file: string): string {
  const request = readFileSync(path.resolve(__dirname, "../../fixtures/cases/requests", file), "utf8");
  return (JSON.parse(request) as { variables: { base64: string } }).variables.base64;
}

describe("a picture's bytes in base64", () => {
  test.each([
    "26-data-url-control.json",
    "26-data-url-charset.json",
    "26-data-url-name.json",
    "26-data-url-no-type.json",
  ])("are read from the data URL of %s", async (file) => {
    const { info } = await openImage(await bytesOf(requested(file)));
    expect(info).toEqual({ mediaType: "image/png", width: 2, height: 1 });
  });

  test.each([
    ["in other letters", `DATA:Image/PNG;BASE64,${PNG}`],
    ["with a comma in a quoted parameter", `data:image/png;name="a,b.png";base64,${PNG}`],
    ["with blanks before the word", `data:image/png; base64,${PNG}`],
    ["with percent signs", `data:image/png;base64,${PNG.replaceAll("/", "%2F").replaceAll("=", "%3d")}`],
    ["in the alphabet of URLs", `data:;base64,${PNG.replaceAll("/", "_").replaceAll("+", "-")}`],
    ["in lines", `data:image/png;base64,${PNG.replace(/.{20}/g, "$&\r\n")}`],
    ["without padding", PNG.replace(/=+$/, "")],
  ])("are read from a data URL %s, or from base64", async (_, text) => {
    expect(await bytesOf(text)).toEqual(Buffer.from(PNG, "base64"));
  });

  test.each([
    ["26-control-no-base64.json", requested("26-control-no-base64.json"), ";base64"],
    ["a data URL of plain text", "data:,hello", ";base64"],
    ["other characters", "data:image/png;base64,iVBO*w0K", "other characters"],
    ["other characters far behind", `${"A".repeat(1024 * 1024)}é${"A".repeat(3)}`, "other characters"],
    ["what follows the padding", "iVBO==iVBO", "other characters"],
    ["a percent sign in plain base64", "iVBO%2F==", "other characters"],
    ["one character too many", "iVBOR", "no whole number of bytes"],
  ])("are refused of %s", async (_, text, cause) => {
    await expect(bytesOf(text)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining(cause),
    });
  });

  test("are the same however the text falls into pieces", async () => {
    const bytes = Buffer.from(Array.from({ length: 700_001 }, (_, i) => (i * 7919) % 256));
    const base64 = bytes.toString("base64");
    const percent = `data:;base64,${base64.replace(/[+/=]/g, (sign) => encodeURIComponent(sign))}`;
    for (const text of [base64, base64.replace(/.{76}/g, "$&\n"), percent])
      expect((await bytesOf(text)).equals(bytes)).toBe(true);
  });

  test("stop at the 25 MiB that a picture may have", async () => {
    await expect(bytesOf("AAAA".repeat(9 * 1024 * 1024))).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
  });

  test.each([
    ["60 MB of blanks", " ".repeat(60_000_000)],
    ["blanks between all characters", "A ".repeat(2_000_000)],
    ["percent signs alone", `data:;base64,${"%41".repeat(300_000)}`],
  ])("let others have their turn while they are read: %s", async (_, text) => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await bytesOf(text).finally(() => {
      isDone = true;
    });
    expect(turns).toBeGreaterThanOrEqual(Math.floor(text.length / (256 * 1024)));
  });
});
