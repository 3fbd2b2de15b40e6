import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { compiledSource } from "../helpers/compile-source";
import { runCli } from "./run-cli";

const COMMANDS = [
  ["serve"],
  ["doctor"],
  ["models", "import"],
  ["models", "list"],
  ["models", "activate"],
  ["models", "verify"],
  ["vectors", "import"],
  ["vectors", "list"],
  ["vocabularies", "create"],
  ["images", "add"],
  ["search"],
  ["scenes"],
  ["fetch", "vgg19"],
  ["fetch", "glove"],
];

describe("the command line", () => {
  test.each(COMMANDS.map((words) => [words.join(" "), words] as const))(
    "%s describes itself and each of its options and arguments",
    async (name, words) => {
      const { code, out } = await runCli([...words, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: regionary ${name}`);
      // A name alone on its line, with no indented text on the next, has no description.
      expect(out).not.toMatch(/^ {2}[-<a-z]\S*( <[^>]+>)?(\n(?! {5})|$(?!\n))/m);
    },
  );

  test("exits with 2 for wrong usage and says what is wrong on stderr", async () => {
    const unknownOption = await runCli(["models", "list", "--color"]);
    expect(unknownOption).toMatchObject({ code: 2, out: "" });
    expect(unknownOption.err).toContain("unknown option '--color'");
    expect((await runCli(["modles"])).code).toBe(2);
    expect((await runCli([])).code).toBe(2);
    const missing = await runCli(["vectors", "import", "words.txt"]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.err).toContain("required option '--name <name>' not specified");
  });

  test("exits with 2 for a value that an option cannot have", async () => {
    const common = ["models", "import", "--name", "a", "--head", "h.pth"];
    expect(await runCli([...common, "--heads", "2.5", "--backbone", "b.pth"])).toMatchObject({ code: 2 });
    const withoutManifest = await runCli([...common, "--heads", "2", "--backbone", "b.onnx"]);
    expect(withoutManifest).toMatchObject({ code: 2 });
    expect(withoutManifest.err).toContain("--manifest");
  });

  test("exits with 1 and only a message if the settings are invalid", async () => {
    const { code, out, err } = await runCli(["models", "list"], { env: { REGIONARY_PORT: "seventy" } });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^REGIONARY_PORT must be a whole number from 0 to 65535; got "seventy"\.$/);
  });

  test("ends its process with the exit code, and says in one line that the database does not answer", async () => {
    const main = path.join(compiledSource, "cli/main.js");
    const child = spawn(process.execPath, [main, "vectors", "list"], {
      env: { ...process.env, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const err: Buffer[] = [];
    child.stderr.on("data", (bytes) => err.push(bytes));
    const [code] = await once(child, "close");
    expect(Buffer.concat(err).toString()).toBe(
      "The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Start it, or correct DATABASE_URL; without DATABASE_URL an embedded PostgreSQL is used.\n",
    );
    expect(code).toBe(1);
  });

  test("ends its process quietly where nobody reads its answer to the end", async () => {
    const child = spawn(process.execPath, [path.join(compiledSource, "cli/main.js"), "--help"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    const err: Buffer[] = [];
    child.stderr.on("data", (bytes) => err.push(bytes));
    const [code] = await once(child, "close");
    expect(Buffer.concat(err).toString()).toBe("");
    expect(code).toBe(141);
  });
});
