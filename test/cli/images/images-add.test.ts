import fs, { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { pngClaiming } from "../../helpers/pictures/made-images";
import { cliWorkplace } from "../workplace";

describe("regionary images add", () => {
  const workplace = cliWorkplace();
  let photos = "";
  beforeAll(async () => {
    photos = path.join(workplace.directory, "photos");
    await mkdir(path.join(photos, "deep", "deeper"), { recursive: true });
    const red = await picture("red");
    await writeFile(path.join(photos, "red.png"), red);
    await writeFile(path.join(photos, "deep", "red-again.png"), red);
    await writeFile(path.join(photos, "deep", "deeper", "blue.JPG"), await picture("blue"));
    await symlink(path.join(photos, "red.png"), path.join(photos, "link.png"));
    await writeFile(path.join(photos, "labels.json"), "{}");
    await writeFile(path.join(photos, ".hidden.png"), "not a picture");
  });

  test("searches a directory to any depth, and stores the same bytes once", async () => {
    expect(await workplace.run(["images", "add", photos])).toEqual({
      code: 0,
      out: "2 added, 2 already stored, 0 refused (1 other file passed over)",
      err: "",
    });
  });

  test("adds the others when some are refused, names each refused one with its reason, and exits with 1", async () => {
    const files = {
      "bomb.png": pngClaiming(60_000, 60_000),
      "empty.jpg": "",
      "text.jpg": "These are words.",
      "green.png": await picture("green"),
    };
    const mixed = path.join(workplace.directory, "mixed");
    await mkdir(mixed);
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(mixed, name), content);
    const { code, out, err } = await workplace.run(["images", "add", mixed, "nowhere.png"]);
    expect(code).toBe(1);
    expect(out).toBe("1 added, 0 already stored, 4 refused");
    expect(err.split("\n")).toEqual([
      expect.stringMatching(/bomb\.png: .*60000x60000/),
      expect.stringMatching(/empty\.jpg: .*empty file/),
      expect.stringMatching(/text\.jpg: .*text that starts with/),
      "nowhere.png: There is no such file.",
    ]);
  });

  test("adds what can be read beside a directory that cannot, which counts as refused", async () => {
    const locked = path.join(photos, "deep");
    const { readdir } = fs;
    const reading = jest
      .spyOn(fs, "readdir")
      .mockImplementation(((...args: Parameters<typeof readdir>) =>
        args[0] === locked
          ? Promise.reject(new Error("EACCES: permission denied"))
          : readdir(...args)) as typeof readdir); // tests may run as root, who can read everything
    const { code, out, err } = await workplace.run(["images", "add", photos]);
    reading.mockRestore();
    expect({ code, out }).toEqual({
      code: 1,
      out: "0 added, 2 already stored, 1 refused (1 other file passed over)",
    });
    expect(err).toBe(`${locked}: It cannot be read: EACCES: permission denied.`);
  });

  test("takes a file that is named, whatever it is called", async () => {
    const unnamed = path.join(workplace.directory, "picture");
    await writeFile(unnamed, await picture("black"));
    expect(await workplace.run(["images", "add", unnamed])).toMatchObject({
      code: 0,
      out: "1 added, 0 already stored, 0 refused",
    });
  });
});

function picture(color: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 6, channels: 3, background: color } })
    .png()
    .toBuffer();
}
