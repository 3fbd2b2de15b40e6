import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { picture } from "../../helpers/pictures/pictures";
import { cliWorkplace } from "../workplace";

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
