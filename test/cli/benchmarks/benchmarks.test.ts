import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { picture } from "../../helpers/pictures/pictures";
import { cliWorkplace } from "../workplace";

const CASES = path.join(__dirname, "../../fixtures/cases");

describe("regionary benchmarks", () => {
  const workplace = cliWorkplace();
  const made = () => path.join(workplace.directory, "made");
  const folderImport = (name: string) =>
    ["benchmarks", "import", "folder", made(), "--name", name, "--vectors", "scenes"] as const;

  test("import stores a folder of pictures with their labels once, and list shows it", async () => {
    expect(await workplace.run(["scenes", "--count", "5", "--out", made()])).toMatchObject({ code: 0 });
    const vectors = ["vectors", "import", path.join(made(), "words.txt"), "--name", "scenes"];
    expect(await workplace.run(vectors)).toMatchObject({ code: 0 });
    expect(await workplace.run([...folderImport("five")])).toMatchObject({
      code: 0,
      out: "Imported: five, 5 images, 117 labels", // as many as the generator has
    });
    expect(await workplace.run([...folderImport("five")])).toMatchObject({
      code: 0,
      out: "Already stored: five, 5 images, 117 labels",
    });
    const { out } = await workplace.run(["benchmarks", "list"]);
    expect(out.split("\n")[1]).toMatch(/^five +images +\S+ +custom +5 +117$/);
  });

  test("import says how far it is, and after Ctrl-C goes on with the same command", async () => {
    const folder = path.join(workplace.directory, "many");
    expect(await workplace.run(["scenes", "--count", "200", "--out", folder])).toMatchObject({ code: 0 });
    const args = ["benchmarks", "import", "folder", folder, "--name", "many", "--vectors", "scenes"];
    const stopped = await workplace.run(args, (line) => {
      if (line === "64/200 images") process.emit("SIGINT");
    });
    expect(stopped).toMatchObject({ code: 130, out: "" });
    expect(stopped.err).toBe(
      "64/200 images\nRun the same command again to go on where this one stopped.\nStopped.",
    );
    expect(await workplace.run(args)).toMatchObject({
      code: 0,
      out: "Imported: many, 200 images, 117 labels",
      err: "128/200 images\n192/200 images\n200/200 images",
    });
  });

  test("import names the line of the label list that it cannot read, and stores nothing", async () => {
    const list = path.join(workplace.directory, "labels.tsv");
    await writeFile(list, "red star\tseen\nblue moon\tperhaps\n");
    const { code, err } = await workplace.run([...folderImport("wrong"), "--label-list", list]);
    expect(code).toBe(1);
    expect(err).toContain("line 2");
    expect((await workplace.run(["benchmarks", "list"])).out).not.toContain("wrong");
  });

  test("import refuses a set with a label without a vector, and says what helps: an alias", async () => {
    const folder = path.join(workplace.directory, "odd");
    await mkdir(folder);
    await writeFile(path.join(folder, "a.png"), await picture(1));
    await writeFile(path.join(folder, "labels.csv"), "image,label\na.png,zeppelin\na.png,red\n");
    const args = ["benchmarks", "import", "folder", folder, "--name", "odd", "--vectors", "scenes"];
    const { code, err } = await workplace.run(args);
    expect(code).toBe(1);
    expect(err).toContain('"zeppelin" has no vector');
    expect(err).toContain("--aliases");
    const aliases = path.join(workplace.directory, "aliases.tsv");
    await writeFile(aliases, "zeppelin\tcircle\n");
    expect(await workplace.run([...args, "--aliases", aliases])).toMatchObject({
      code: 0,
      out: "Imported: odd, 1 images, 2 labels",
    });
  });

  test("import without word vectors stores any labels", async () => {
    const folder = path.join(workplace.directory, "later");
    await mkdir(folder);
    await writeFile(path.join(folder, "a.png"), await picture(1));
    await writeFile(path.join(folder, "labels.csv"), "image,label\na.png,zeppelin\n");
    const args = ["benchmarks", "import", "folder", folder, "--name", "later"];
    expect(await workplace.run(args)).toMatchObject({ code: 0, out: "Imported: later, 1 images, 1 labels" });
  });

  describe("import of a folder in which pictures cannot be read", () => {
    const folder = path.join(CASES, "folder", "20-broken");
    const args = ["benchmarks", "import", "folder", folder, "--name", "broken"];

    test("ends at the first of them, with its name, the reason and the option", async () => {
      const { code, err } = await workplace.run(args);
      expect(code).toBe(1);
      expect(err).toMatch(/^The picture "b\.jpg" of the set: .*--skip-broken/);
    });

    test("leaves them out on request, and says so again when it is repeated", async () => {
      const first = await workplace.run([...args, "--skip-broken"]);
      expect(first).toMatchObject({ code: 0, out: "Imported: broken, 2 images, 2 labels" });
      const remark =
        /3 of 5 pictures cannot be read; they are left out\.\n {2}b\.jpg: .+\n {2}d\.jpg: .+\n {2}e\.jpg: /;
      expect(first.err).toMatch(remark);
      const again = await workplace.run(args);
      expect(again).toMatchObject({ code: 0, out: "Already stored: broken, 2 images, 2 labels" });
      expect(again.err).toMatch(remark);
    });

    test("is not held up by what was stored before the list was corrected", async () => {
      const copy = path.join(workplace.directory, "corrected");
      await cp(folder, copy, { recursive: true });
      const again = ["benchmarks", "import", "folder", copy, "--name", "corrected"];
      expect(await workplace.run(again)).toMatchObject({ code: 1 });
      await writeFile(path.join(copy, "labels.csv"), "image,label\nc.jpg,dog\na.jpg,cat\n");
      expect(await workplace.run(again)).toMatchObject({
        code: 0,
        out: "Imported: corrected, 2 images, 2 labels",
      });
    });

    test("reads them when they are whole at the next try", async () => {
      const copy = path.join(workplace.directory, "repaired");
      await cp(folder, copy, { recursive: true });
      await writeFile(path.join(copy, "labels.csv"), "image,label\nb.jpg,cat\nd.jpg,dog\n");
      const again = ["benchmarks", "import", "folder", copy, "--name", "repaired", "--skip-broken"];
      const { code, err } = await workplace.run(again);
      expect(code).toBe(1);
      expect(err).toMatch(/None of the set's 2 pictures can be read\. The first, "b\.jpg": /);
      await cp(path.join(folder, "a.jpg"), path.join(copy, "b.jpg"));
      const repaired = await workplace.run(again);
      expect(repaired).toMatchObject({ code: 0, out: "Imported: repaired, 1 images, 2 labels" });
      expect(repaired.err).toContain("1 of 2 pictures cannot be read; it is left out.\n  d.jpg: ");
    });
  });

  test("import of coco leaves out pictures that are missing or broken on request, and counts both", async () => {
    const folder = path.join(CASES, "folder", "20-broken");
    const image = (id: number, file_name: string) => ({ id, file_name, width: 40, height: 30 });
    const instances = path.join(workplace.directory, "instances.json");
    const images = [image(1, "a.jpg"), image(2, "gone.jpg"), image(3, "d.jpg")];
    const annotation = { id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 3, 4] };
    const categories = [{ id: 1, name: "cat" }];
    await writeFile(instances, JSON.stringify({ images, categories, annotations: [annotation] }));
    const args = ["benchmarks", "import", "coco", "--instances", instances, "--images", folder];
    expect(await workplace.run([...args, "--name", "cut", "--missing-images", "skip"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("--skip-broken"),
    });
    const both = [...args, "--name", "cut", "--missing-images", "skip", "--skip-broken"];
    const { code, out, err } = await workplace.run(both);
    expect({ code, out }).toEqual({ code: 0, out: "Imported: cut, 1 images, 1 labels" });
    expect(err).toMatch(/1 of 3 images are not in .*\n {2}gone\.jpg\n1 of 2 pictures cannot be read/);
  });

  test("delete makes room for another set of the same name", async () => {
    expect(await workplace.run(["benchmarks", "delete", "five"])).toMatchObject({
      code: 0,
      out: "Deleted: five",
    });
    expect((await workplace.run(["benchmarks", "list"])).out).not.toContain("five");
    expect(await workplace.run(["benchmarks", "delete", "five"])).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no benchmark set "five".'),
    });
  });

  test("import names the word-vector set that does not exist", async () => {
    const args = [...folderImport("none")].map((arg) => (arg === "scenes" ? "nothing" : arg));
    expect(await workplace.run(args)).toMatchObject({
      code: 1,
      err: 'There is no word-vector set "nothing". There are: "scenes".',
    });
  });
});
