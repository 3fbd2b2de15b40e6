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
      out: "2 added, 2 already stored, 0 refused (2 others passed over: 1 .json, 1 hidden file)",
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
      out: "0 added, 2 already stored, 1 refused (2 others passed over: 1 .json, 1 hidden file)",
    });
    expect(err).toBe(`${locked}: It cannot be read: EACCES: permission denied.`);
  });

  test("does not read unchanged files again, however often it runs over a folder", async () => {
    const growing = path.join(workplace.directory, "growing");
    await mkdir(path.join(growing, "2019"), { recursive: true });
    const file = path.join(growing, "2019", "a.png");
    await writeFile(file, await picture("teal"));
    const old = new Date("2020-01-01");
    await fs.utimes(file, old, old);
    expect((await workplace.run(["images", "add", growing])).out).toMatch(/^1 added, 0 already/);
    const reading = jest.spyOn(fs, "readFile");
    expect((await workplace.run(["images", "add", growing])).out).toMatch(/^0 added, 1 already stored/);
    expect(reading).not.toHaveBeenCalledWith(file);
    await writeFile(file, await picture("olive"));
    expect((await workplace.run(["images", "add", growing])).out).toMatch(/^1 added, 0 already/);
    expect(reading).toHaveBeenCalledWith(file);
    reading.mockRestore();
  });

  test("stores what begins like a picture, and counts what else lies there by its kind", async () => {
    const library = path.resolve(__dirname, "../../fixtures/cases/library/39-library");
    const { out, err } = await workplace.run(["images", "add", library]);
    const [, added, refused] =
      /^(\d) added, 0 already stored, (\d) refused \(1 other passed over: 1 \.txt\)$/.exec(out)!;
    expect(Number(added)).toBeGreaterThanOrEqual(2); // more where HEIC and BMP can be decoded
    expect(Number(added) + Number(refused)).toBe(4);
    for (const line of err.split("\n").filter((text) => text !== ""))
      expect(line).toMatch(/(c\.heic|d\.bmp): /);
  });

  test("stores files whose names are no UTF-8", async () => {
    const old = path.join(workplace.directory, "old");
    await mkdir(old);
    const name = Buffer.concat([Buffer.from(`${old}/caf`), Buffer.from([0xe9]), Buffer.from(".png")]);
    await writeFile(name, await picture("brown"));
    expect(await workplace.run(["images", "add", old])).toMatchObject({
      code: 0,
      out: "1 added, 0 already stored, 0 refused",
    });
  });

  test("takes a file that is named, whatever it is called", async () => {
    const unnamed = path.join(workplace.directory, "picture");
    await writeFile(unnamed, await picture("black"));
    expect(await workplace.run(["images", "add", unnamed])).toMatchObject({
      code: 0,
      out: "1 added, 0 already stored, 0 refused",
    });
  });

  test("lists what was added, exports it, and deletes what it is told to", async () => {
    const library = path.join(workplace.directory, "library");
    await mkdir(path.join(library, "trip", "summer"), { recursive: true });
    await writeFile(path.join(library, "trip", "summer", "a.png"), await picture("plum"));
    await writeFile(path.join(library, "trip", "b.png"), await picture("pink"));
    await workplace.run(["images", "add", library]);
    const listed = async () => {
      const { out } = await workplace.run(["images", "list", "--json", "--folder", "trip"]);
      return JSON.parse(out) as { id: string; path: string }[];
    };
    const [b, a] = await listed();
    expect([b!.path, a!.path]).toEqual(["trip/b.png", "trip/summer/a.png"]);
    const table = await workplace.run(["images", "list", "--folder", "trip/summer"]);
    expect(table.out.split("\n")).toEqual([
      expect.stringMatching(/^PATH +TAKEN +SIZE/),
      expect.stringMatching(/^trip\/summer\/a\.png +- +8x6/),
    ]);
    const { out: exported } = await workplace.run([
      "images",
      "export",
      "--format",
      "ndjson",
      "--folder",
      "trip",
    ]);
    expect(exported.split("\n").map((line) => JSON.parse(line))).toMatchObject([
      { imageId: b!.id, imagePath: "trip/b.png", state: "NONE", labels: [] },
      { imageId: a!.id, imagePath: "trip/summer/a.png", state: "NONE", labels: [] },
    ]);
    expect(await workplace.run(["images", "delete", a!.id])).toMatchObject({
      code: 0,
      out: "Deleted: 1 picture",
    });
    expect(await listed()).toEqual([b]);
    const again = await workplace.run(["images", "delete", a!.id]);
    expect(again).toMatchObject({ code: 1, out: "Deleted: 0 pictures" });
    expect(again.err).toContain(a!.id);
    expect((await workplace.run(["images", "delete", "nonsense", b!.id])).err).toContain(
      '"nonsense" is not an id',
    );
    expect(await listed()).toEqual([b]); // none, where one is no id
  });

  test("tags the pictures of a folder, corrects them, and makes a benchmark set of that", async () => {
    const folder = path.join(workplace.directory, "pets");
    await mkdir(path.join(folder, "dogs"), { recursive: true });
    await writeFile(path.join(folder, "dogs", "rex.png"), await picture("gold"));
    await writeFile(path.join(folder, "dogs", "ben.png"), await picture("navy"));
    await workplace.run(["images", "add", folder]);
    const run = async (...args: string[]) => (await workplace.run(args)).out;
    expect(await run("images", "tag", "Dog", "pet", "--folder", "dogs")).toBe("4 tags put on 2 pictures");
    expect(await run("images", "untag", "pet", "--folder", "dogs", "--name", "rex")).toBe(
      "1 tag taken off 1 picture",
    );
    expect(await run("images", "correct", "cat", "--tagged", "dog")).toBe("2 corrections made in 2 pictures");
    expect((await run("images", "tags")).split("\n").map((line) => line.split(/ +/))).toEqual([
      ["TAG", "PICTURES", "BY", "HAND"],
      ["Dog", "2", "2"],
      ["pet", "1", "1"],
    ]);
    expect(await run("images", "tag", "Dog", "--folder", "nowhere")).toBe(
      "No picture is chosen by that: nothing was changed.",
    );
    const listed: { name: string; tags: object[] }[] = JSON.parse(
      await run("images", "list", "--json", "--tagged", "PET"),
    );
    expect(listed.map(({ name, tags }) => ({ name, tags }))).toEqual([
      {
        name: "ben.png",
        tags: [
          { tag: "Dog", origin: "HAND" },
          { tag: "pet", origin: "HAND" },
        ],
      },
    ]);
    expect(await run("images", "list", "--tagged", "cow")).toContain('tagged with "cow"');
    const made = ["benchmarks", "from-tags", "pets", "--folder", "dogs"];
    expect(await run(...made)).toBe("Made: pets, 2 images, 2 labels");
    expect(await run(...made)).toBe("Already stored: pets, 2 images, 2 labels");
    for (const [args, reason] of [
      [["tag", "dog"], "Say which pictures: --id, or --folder, --name and --tagged, or --all."],
      [["tag", "--all"], "Give either tags or --from-predictions."],
      [["untag", "--all"], "Give tags, or --predicted for all that predictions put there."],
      [["untag", "dog", "--all", "--folder", "dogs"], "Say which pictures: "],
    ] as const)
      expect(await workplace.run(["images", ...args])).toMatchObject({
        ...{ code: 1, err: expect.stringContaining(reason) },
      });
  });
});

function picture(color: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 6, channels: 3, background: color } })
    .png()
    .toBuffer();
}
