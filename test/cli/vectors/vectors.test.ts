import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { otherWordVectors, tinyWordVectors } from "../../helpers/models/tiny-model";
import { cliWorkplace } from "../workplace";

describe("regionary vectors", () => {
  const workplace = cliWorkplace();

  test("list says how to import word vectors if there are none", async () => {
    expect(await workplace.run(["vectors", "list"])).toMatchObject({
      code: 0,
      out: "No word vectors yet: bin/regionary vectors import FILE --name NAME",
    });
  });

  test("import stores a file once, however often it is imported", async () => {
    const file = await tinyWordVectors(workplace.directory);
    const args = ["vectors", "import", file, "--name", "tiny"];
    const first = await workplace.run(args);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toMatch(/^Imported: tiny, \d+ words, 8 numbers each$/);
    const second = await workplace.run(args);
    expect(second.code).toBe(0);
    expect(second.out).toBe(first.out.replace("Imported", "Already stored"));
    expect((await workplace.run(["vectors", "list"])).out.split("\n")).toHaveLength(2);
  });

  test("import takes more words of the same vectors into their space, and refuses others", async () => {
    const whole = path.join(workplace.directory, "whole.txt");
    const lines = await readFile(await tinyWordVectors(workplace.directory), "utf8");
    await writeFile(whole, `${lines}walrus 1 2 3 4 5 6 7 8\n`);
    const into = (file: string, name: string) =>
      workplace.run(["vectors", "import", file, "--name", name, "--space", "tiny"]);
    expect(await into(whole, "whole")).toMatchObject({ code: 0 });
    const { out } = await workplace.run(["vectors", "list"]);
    expect(out).toMatch(/^whole +\d+ +8 +tiny +[0-9a-f]{12} /m);
    const others = await into(await otherWordVectors(workplace.directory), "others");
    expect(others).toMatchObject({ code: 1, err: expect.stringContaining("have different vectors there") });
    const unlike = path.join(workplace.directory, "unlike.txt");
    await writeFile(unlike, "narwhal 1 2 3 4 5 6 7 8\n");
    expect((await into(unlike, "unlike")).err).toContain("shares no word");
    await writeFile(unlike, "dog 1 2\n");
    expect((await into(unlike, "unlike")).err).toContain("8 numbers; those of the file have 2");
  });

  test("import refuses other content under a name that is taken", async () => {
    const other = path.join(workplace.directory, "other.txt");
    await writeFile(other, "dog 1 2\ncat 3 4\n");
    const { code, err } = await workplace.run(["vectors", "import", other, "--name", "tiny"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^A word-vector set named "tiny" with other content exists\./);
  });

  test("import says where a file breaks its format, and stores nothing of it", async () => {
    const broken = path.join(workplace.directory, "broken.txt");
    await writeFile(broken, "dog 1 2\ncat 3\n");
    const { code, err } = await workplace.run(["vectors", "import", broken, "--name", "broken"]);
    expect(code).toBe(1);
    expect(err).toContain("line 2");
    expect((await workplace.run(["vectors", "list"])).out).not.toContain("broken");
  });

  test("import stores nothing when it is interrupted", async () => {
    const large = path.join(workplace.directory, "large.txt");
    await writeFile(large, Array.from({ length: 50_000 }, (_, i) => `w${i} 1 2 3`).join("\n"));
    const running = workplace.run(["vectors", "import", large, "--name", "large"]);
    const timer = setInterval(() => process.emit("SIGINT"), 50);
    const { code } = await running;
    clearInterval(timer);
    expect(code).toBe(130);
    expect((await workplace.run(["vectors", "list"])).out).not.toContain("large");
  });

  test("import says what it left out, and again when it is run again", async () => {
    const odd = path.join(workplace.directory, "odd.txt");
    await writeFile(odd, "9 2\ndog 1 2\n\ncat nan 1\ndog 3 4\n");
    const args = ["vectors", "import", odd, "--name", "odd"];
    const first = await workplace.run(args);
    expect(first).toMatchObject({ code: 0, out: "Imported: odd, 1 words, 2 numbers each" });
    expect(first.err.split("\n")).toEqual([
      ...["1 row left out, empty lines.", "  line 3"],
      ...["1 row left out, with a number that is not finite.", "  line 4"],
      "The header says another number of words than follow; what follows counts.",
      "  the header says 9, the file has 2",
      "1 row left out, with a word that came before or is longer than 400 bytes.",
    ]);
    expect((await workplace.run(args)).err).toBe(first.err);
  });

  test("import says if the file does not exist", async () => {
    expect(await workplace.run(["vectors", "import", "nowhere.txt", "--name", "a"])).toEqual({
      code: 1,
      out: "",
      err: "There is no file nowhere.txt (file).",
    });
  });
});
