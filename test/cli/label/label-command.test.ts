import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeTree } from "../../helpers/files/write-tree";
import { tinyWordVectors } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { storeModelAndImages } from "../../helpers/services/stored-batches";
import { cliWorkplace } from "../workplace";

describe("regionary label", () => {
  const workplace = cliWorkplace();
  const folder = () => path.join(workplace.directory, "photos");
  const words = () => path.join(workplace.directory, "my pets.txt");
  beforeAll(async () => {
    await (await storeModelAndImages(workplace.url, 0)).db.close();
    await mkdir(folder(), { recursive: true });
    await writeTree(folder(), {
      "2019/a.png": await picture(1),
      "b.png": await picture(2),
      "c.png": "broken",
    });
    await writeFile(words(), Buffer.from("\ufeffdog\r\ncat\r\n", "utf16le")); // as Notepad on Windows may
    const vectors = await tinyWordVectors(workplace.directory);
    await workplace.run(["vectors", "import", vectors, "--name", "tiny"]);
    expect((await workplace.run(["models", "bind", "tiny", "--space", "tiny"])).code).toBe(0);
  });
  const label = (...options: string[]) =>
    workplace.run(["label", folder(), "--words", words(), "--model", "tiny", ...options]);

  it("prints each picture's labels, and names what it cannot read", async () => {
    const { code, out, err } = await label();
    expect(err).toMatch(/c\.png: Expected a/);
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/2019\/a\.png: (dog, cat|cat, dog)$/),
      expect.stringMatching(/b\.png: (dog, cat|cat, dog)$/),
    ]);
  });

  it("gives rows of CSV, and JSON with boxes, the same again without another prediction", async () => {
    const [csv, json] = [await label("--csv", "--top", "1"), await label("--json")];
    const [header, first, second] = csv.out.split("\n");
    expect(header).toMatch(/^position,imageId,imageName,.*,rank,label,score,probability,training,imagePath/);
    expect(first).toContain("2019/a.png");
    expect(second).toContain("b.png");
    const pictures = JSON.parse(json.out);
    expect(pictures).toMatchObject([
      { imagePath: "2019/a.png", labels: [{ rank: 1, boxes: expect.any(Array) }, { rank: 2 }] },
      { imagePath: "b.png" },
    ]);
    expect(JSON.parse((await label("--json")).out)).toEqual(pictures);
    const { out } = await workplace.run([
      "images",
      "export",
      "--format",
      "ndjson",
      "--vocabulary",
      "my pets",
    ]);
    expect(out.split("\n").map((line) => JSON.parse(line))).toMatchObject([
      { imagePath: "2019/a.png", state: "DONE" },
      { imagePath: "b.png", state: "DONE" },
    ]);
  });

  it("writes sidecars, its own again, and never over another program's", async () => {
    const others = '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2"/>';
    await writeFile(path.join(folder(), "b.png.xmp"), others);
    for (const round of [1, 2]) {
      const { out, err } = await label("--xmp", "--top", String(round));
      expect(out).toBe("1 sidecar written");
      expect(err).toContain("b.png: Its .xmp is another program's and stays as it is.");
    }
    expect(await readFile(path.join(folder(), "b.png.xmp"), "utf8")).toBe(others);
    const own = await readFile(path.join(folder(), "2019", "a.png.xmp"), "utf8");
    expect(own.match(/<rdf:li>(dog|cat)<\/rdf:li>/g)).toHaveLength(2);
    await expect(stat(path.join(folder(), "c.png.xmp"))).rejects.toThrow("ENOENT");
  });

  it("refuses a cut where there are no probabilities, and neither or both lists of labels", async () => {
    expect((await label("--above", "0.5")).err).toContain("--above needs probabilities");
    const both = await label("--vocabulary", "x");
    expect(both.err).toContain("'--vocabulary <name>' cannot be used with option '--words <file>'");
    expect(both.code).toBe(2);
    expect((await label("--above", "50")).err).toContain("from 0 to 1");
    expect((await workplace.run(["label", folder()])).err).toContain("got neither");
  });
});
