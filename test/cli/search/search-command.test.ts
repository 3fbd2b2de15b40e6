import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeTree } from "../../helpers/files/write-tree";
import { tinyWordVectors } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { storeModelAndImages } from "../../helpers/services/stored-batches";
import { cliWorkplace } from "../workplace";

describe("regionary search", () => {
  const workplace = cliWorkplace();
  const folder = () => path.join(workplace.directory, "photos");
  const file = (name: string) => path.join(folder(), name);
  beforeAll(async () => {
    await (await storeModelAndImages(workplace.url, 1)).db.close();
    await mkdir(folder(), { recursive: true });
    await writeTree(folder(), {
      ...{ "2019/a.png": await picture(11), "b.png": await picture(12), "c d.png": await picture(13) },
      "broken.png": "broken",
    });
    const vectors = await tinyWordVectors(workplace.directory);
    await workplace.run(["vectors", "import", vectors, "--name", "tiny"]);
    expect((await workplace.run(["models", "bind", "tiny", "--space", "tiny"])).code).toBe(0);
  });
  const search = (...options: string[]) => workplace.run(["search", ...options]);
  const names = ["2019/a.png", "b.png", "c d.png"];

  it("stores and indexes the pictures of a folder, and finds all of them there, and no others, with the best first", async () => {
    const { code, out, err } = await search("dog", "--in", folder());
    expect(err).toMatch(/broken\.png: Expected a/);
    expect(code).toBe(1);
    const lines = out.split("\n").map((line) => /^(-?[\d.]+) {2}(.+)$/.exec(line)!);
    expect(lines.map(([, , found]) => found).sort()).toEqual(names.map(file));
    const scores = lines.map(([, score]) => Number(score));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(err).toContain("3 of 3 pictures");
    expect(err).toContain("no probabilities");
  });

  it("finds what is stored, in whatever folder, and writes paths ended by NUL that programs can read", async () => {
    const all = await search("dog");
    expect(all.err).toContain("4 of 4 pictures");
    const { bytes, code } = await search("dog", "--in", folder(), "--paths", "--print0");
    expect(code).toBe(1); // of the picture that is broken
    const paths = bytes!.toString().split("\0");
    expect(paths.at(-1)).toBe("");
    expect(paths.slice(0, -1).sort()).toEqual(names.map(file));
    const below = await search("dog", "--folder", "2019", "--paths");
    expect(below.bytes!.toString()).toBe("2019/a.png\n");
  });

  it("gives the same images as rows, as JSON, and as COCO's images with a category for each label", async () => {
    const [csv, json] = [
      await search("dog", "--and", "cat", "--folder", ".", "--csv"),
      await search("dog", "--and", "cat", "--folder", ".", "--json", "--boxes"),
    ];
    const rows = csv.out.split("\n");
    expect(rows).toHaveLength(1 + 3 * 2);
    const { images, exact, indexed } = JSON.parse(json.out);
    expect({ exact, indexed }).toEqual({ exact: true, indexed: { images: 4, of: 4 } });
    expect(images.map(({ imageId }: { imageId: string }) => imageId)).toEqual(
      [1, 3, 5].map((row) => rows[row]!.split(",")[1]),
    );
    for (const { score, labels } of images) {
      expect(labels).toMatchObject([{ label: "dog" }, { label: "cat" }]);
      expect(score).toBe(Math.min(...labels.map((label: { score: number }) => label.score)));
    }
    const target = path.join(workplace.directory, "found.json");
    const { out } = await search("dog", "--and", "cat", "--folder", ".", "--coco", target);
    const written = JSON.parse(await readFile(target, "utf8"));
    const boxes = images.flatMap(({ labels }: { labels: { boxes: number[][] }[] }) =>
      labels.flatMap((label) => label.boxes),
    );
    expect(out).toBe(`3 images and ${boxes.length} annotations written`);
    expect(written.annotations.map(({ bbox }: { bbox: number[] }) => bbox)).toEqual(
      boxes.map(([left, top, right, bottom]: number[]) => [left, top, right! - left!, bottom! - top!]),
    );
  });

  it("adds the words to the sidecars of what it found", async () => {
    for (const words of ["dog", "cat"])
      expect((await search(words, "--in", folder(), "--first", "3", "--xmp")).out).toBe("3 sidecars written");
    const sidecar = await readFile(file("c d.png.xmp"), "utf8");
    expect(sidecar.match(/(?<=<rdf:li>).*(?=<\/rdf:li>)/g)).toEqual(["dog", "cat"]);
  });

  it("compares a picture that is not stored with those that are, and keeps nothing of it", async () => {
    const guest = path.join(workplace.directory, "guest.png");
    await writeFile(guest, await picture(20));
    const { code, out, err } = await search("--like", guest);
    expect({ code, found: out.split("\n").length }).toEqual({ code: 0, found: 4 });
    expect(out).not.toContain("guest.png");
    expect(err).toContain("4 of 4 pictures");
    expect((await search("dog")).err).toContain("4 of 4 pictures");
    const own = await search("--like", file("b.png"), "--in", folder(), "--first", "3");
    expect(own.out.split("\n")).toHaveLength(3);
  });

  it("refuses a cut where there are no probabilities, keywords for whatever there is, and options that contradict", async () => {
    expect((await search("dog", "--at-least", "0.8")).err).toContain("evaluate");
    expect((await search("dog", "--in", folder(), "--xmp")).err).toContain("pictures that do not show this");
    expect((await search("dog", "--xmp", "--first", "3")).err).toContain("give --in DIRECTORY");
    expect((await search()).err).toContain("got neither");
    expect((await search("dog", "--and", "a", "--or", "b")).err).toContain("got both");
    expect(await search("dog", "--csv", "--json")).toMatchObject({ code: 2 });
    expect((await search("--like", "no.png")).err).toContain("there is no file no.png");
    expect((await search("unicorn")).err).toContain('"unicorn" has no vector');
    expect((await search("red", "dog", "--and", "white", "cat")).err).toContain('--and "white cat"');
  });
});
