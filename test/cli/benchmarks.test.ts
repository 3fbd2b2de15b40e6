import { writeFile } from "node:fs/promises";
import path from "node:path";
import { cliWorkplace } from "./workplace";

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

  test("import names the label list's line that it cannot read, and stores nothing", async () => {
    const list = path.join(workplace.directory, "labels.tsv");
    await writeFile(list, "red star\tseen\nblue moon\tperhaps\n");
    const { code, err } = await workplace.run([...folderImport("wrong"), "--label-list", list]);
    expect(code).toBe(1);
    expect(err).toContain("line 2");
    expect((await workplace.run(["benchmarks", "list"])).out).not.toContain("wrong");
  });

  test("import says which word-vector set there is not", async () => {
    const args = [...folderImport("none")].map((arg) => (arg === "scenes" ? "nothing" : arg));
    expect(await workplace.run(args)).toMatchObject({
      code: 1,
      err: 'There is no word-vector set "nothing". There are: "scenes".',
    });
  });
});
