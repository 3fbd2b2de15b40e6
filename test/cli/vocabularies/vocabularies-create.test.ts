import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { cliWorkplace } from "../workplace";

describe("regionary vocabularies create", () => {
  const workplace = cliWorkplace();
  const create = async (name: string, text: string) => {
    const file = path.join(workplace.directory, "labels.txt");
    await writeFile(file, text);
    return workplace.run(["vocabularies", "create", name, file]);
  };

  test("stores the lines of a file as labels, without word vectors, and once", async () => {
    const text = "\uFEFFdog in snow\r\n\r\n  black cat \r\n";
    const out = "pets, version 1, 2 labels";
    expect(await create("pets", text)).toEqual({ code: 0, out: `Created: ${out}`, err: "" });
    expect((await create("pets", text)).out).toBe(`Already stored: ${out}`);
    expect((await create("pets", "dog\n")).out).toBe("Created: pets, version 2, 1 label");
  });

  test("takes the marks of a list with tabs", async () => {
    expect((await create("marked", "dog\tseen\ncat\tunseen\n")).code).toBe(0);
    const { err } = await create("marked", "dog\tseen\ncat\n");
    expect(err).toMatch(/^Line 2 of the label list: expected a label, a tab, and "seen" or "unseen"/);
  });

  test("reads - from stdin", async () => {
    const stdin = Object.getOwnPropertyDescriptor(process, "stdin")!;
    Object.defineProperty(process, "stdin", { value: Readable.from(["dog\nca", "t\n"]), configurable: true });
    try {
      const { out } = await workplace.run(["vocabularies", "create", "piped", "-"]);
      expect(out).toBe("Created: piped, version 1, 2 labels");
    } finally {
      Object.defineProperty(process, "stdin", stdin);
    }
  });

  test("leaves labels out that have no vector, where that was asked for, and says which", async () => {
    const vectors = path.join(workplace.directory, "words.txt");
    await writeFile(vectors, "dog 1 2\ncat 3 4\npotted 1 1\nplant 2 1\n");
    await workplace.run(["vectors", "import", vectors, "--name", "words"]);
    const file = path.join(workplace.directory, "mixed.txt");
    await writeFile(file, Buffer.from("\ufeffdog\r\npottedplant\r\nC++\r\n", "utf16le"));
    const args = ["vocabularies", "create", "mixed", file, "--vectors", "words"];
    const refused = await workplace.run(args);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("--skip-unresolved");
    expect(refused.err).toContain("(nearest: potted plant");
    const { code, out, err } = await workplace.run([...args, "--skip-unresolved"]);
    expect({ code, out }).toEqual({ code: 0, out: "Created: mixed, version 1, 1 label (2 of 3 left out)" });
    expect(err).toContain('Left out: "pottedplant" has no vector');
  });

  test("list shows them, for programs too, and delete removes one version", async () => {
    const list = async () => JSON.parse((await workplace.run(["vocabularies", "list", "--json"])).out);
    expect(await list()).toContainEqual(
      expect.objectContaining({ name: "pets", version: 2, labelCount: 1, id: expect.any(String) }),
    );
    expect((await workplace.run(["vocabularies", "delete", "pets"])).err).toContain(
      "say which, such as pets@2",
    );
    expect((await workplace.run(["vocabularies", "delete", "pets@1"])).out).toBe("Deleted: pets, version 1");
    expect((await list()).filter(({ name }: { name: string }) => name === "pets")).toHaveLength(1);
    expect((await workplace.run(["vocabularies", "list"])).out).toMatch(/^NAME +VERSION +LABELS/);
  });

  test("names invalid labels, and a file that does not exist", async () => {
    const repeated = await create("bad", "dog\ncat\ndog\n");
    expect(repeated).toMatchObject({ code: 1, err: expect.stringContaining('"dog", repeats label 1') });
    const empty = await create("bad", "\n");
    expect(empty.err).toMatch(/^A vocabulary must have 1 to 20000 labels; got 0\./);
    const missing = await workplace.run(["vocabularies", "create", "bad", "nowhere.txt"]);
    expect(missing).toMatchObject({ code: 1, err: "There is no file nowhere.txt (file)." });
  });
});
