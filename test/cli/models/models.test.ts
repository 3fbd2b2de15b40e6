import { readdir } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import {
  otherWordVectors,
  type TinyModelFiles,
  tinyWordVectors,
  writeTinyModelFiles,
} from "../../helpers/models/tiny-model";
import { cliWorkplace } from "../workplace";

describe("regionary models", () => {
  const workplace = cliWorkplace();
  let files: TinyModelFiles;
  beforeAll(async () => {
    files = await writeTinyModelFiles(path.join(workplace.directory, "files"));
  });

  const importArgs = (name: string, backbone: readonly string[], heads = files.heads) =>
    ["models", "import", "--name", name, "--head", files.checkpointPath, "--heads", `${heads}`].concat(
      "--backbone",
      backbone,
    );
  const onnx = () => [files.onnxPath, "--manifest", files.manifestPath];
  const leftInWorkDirectory = () => readdir(path.join(workplace.directory, "data", "tmp"));

  test("list says how to import a model if there is none", async () => {
    const { code, out } = await workplace.run(["models", "list"]);
    expect(code).toBe(0);
    expect(out).toContain("bin/regionary models import --name NAME");
  });

  test("import exits with 130 when it is interrupted while it stores, and leaves neither rows nor files", async () => {
    const result = await workplace.run(importArgs("stopped", onnx()), (line) => {
      if (line === "storing") process.emit("SIGINT");
    });
    expect(result).toMatchObject({ code: 130, out: "" });
    expect(result.err).toMatch(/\nStopped\.$/);
    expect(await leftInWorkDirectory()).toEqual([]);
    const client = new Client({ connectionString: workplace.url });
    await client.connect();
    const { rows } = await client.query('SELECT count(*)::int AS "packages" FROM "Package"');
    await client.end();
    expect(rows).toEqual([{ packages: 0 }]);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });

  test("import makes the first version, which is active, and reports its steps on stderr", async () => {
    const { code, out, err } = await workplace.run(importArgs("tiny", onnx()));
    expect({ code, out }).toEqual({ code: 0, out: "Imported: tiny, version 1\nIt is the active model." });
    expect(err.split("\n")).toEqual(["converting the backbone", "converting the model", "storing"]);
    expect(await leftInWorkDirectory()).toEqual([]);
  });

  test("import of the same files again changes nothing", async () => {
    const { code, out } = await workplace.run(importArgs("tiny", onnx()));
    expect({ code, out }).toEqual({
      code: 0,
      out: "Already stored: tiny, version 1\nIt is the active model.",
    });
  });

  test("import takes the name of an imported backbone, and does not change the active model", async () => {
    const { code, out } = await workplace.run(importArgs("tiny", ["tiny"], 4));
    expect(code).toBe(0);
    expect(out).toBe("Imported: tiny, version 2\nIt is not active: bin/regionary models activate tiny@2");
  });

  test("import --activate makes the new version the active one", async () => {
    const { code, out } = await workplace.run([...importArgs("other", ["tiny"], 8), "--activate"]);
    expect({ code, out }).toEqual({ code: 0, out: "Imported: other, version 1\nIt is the active model." });
  });

  test("list shows every version, newest first, with the active one marked", async () => {
    const { out } = await workplace.run(["models", "list"]);
    const day = /\d{4}-\d\d-\d\d/g;
    expect(out.replace(day, "DAY").split("\n")).toEqual([
      "NAME   VERSION  ACTIVE  FAMILY  BACKBONE  VECTORS  SPACE    SIZES                                                    IMPORTED",
      "other  1        yes     biam    tiny      8        not set  channelDim 8, featureChannels 8, globalSize 16, heads 8  DAY",
      "tiny   2                biam    tiny      8        not set  channelDim 8, featureChannels 8, globalSize 16, heads 4  DAY",
      "tiny   1                biam    tiny      8        not set  channelDim 8, featureChannels 8, globalSize 16, heads 2  DAY",
    ]);
  });

  test("bind decides permanently which vectors a model takes, and so can import", async () => {
    const tiny = await tinyWordVectors(workplace.directory);
    const others = await otherWordVectors(workplace.directory);
    await workplace.run(["vectors", "import", tiny, "--name", "tiny-words"]);
    await workplace.run(["vectors", "import", others, "--name", "other-words"]);
    const bind = (space: string) => workplace.run(["models", "bind", "tiny@1", "--space", space]);
    expect(await bind("no-words")).toMatchObject({
      code: 1,
      err: 'There is no vector space "no-words". There are: other-words, tiny-words.',
    });
    const bound = 'tiny, version 1, takes vectors of the space "tiny-words".';
    expect(await bind("tiny-words")).toMatchObject({ code: 0, out: bound });
    expect((await bind("other-words")).err).toContain('already takes vectors of the space "tiny-words"');
    const again = [...importArgs("tiny", onnx()), "--space", "other-words"];
    expect((await workplace.run(again)).out).toContain("Imported: tiny, version 3");
    expect((await workplace.run(["models", "list"])).out).toMatch(/^tiny +3 .* other-words /m);
  });

  test("activate takes the latest version of a name, or the one after an @", async () => {
    expect((await workplace.run(["models", "activate", "tiny"])).out).toBe(
      "tiny, version 3, is the active model.",
    );
    expect((await workplace.run(["models", "activate", "tiny@1"])).out).toBe(
      "tiny, version 1, is the active model.",
    );
    expect(await workplace.run(["models", "activate", "tiny@7"])).toEqual({
      code: 1,
      out: "",
      err: 'There is no model version "tiny@7". There are: "tiny@3", "tiny@2", "tiny@1".',
    });
  });

  test("import names every missing file, and a backbone that does not exist", async () => {
    const missing = await workplace.run([
      ...["models", "import", "--name", "a", "--head", "no-head.pth", "--heads", "2"],
      ...["--backbone", files.onnxPath, "--manifest", "no-manifest.json"],
    ]);
    expect(missing).toMatchObject({
      code: 1,
      err: "There is no file no-head.pth (--head).\nThere is no file no-manifest.json (--manifest).",
    });
    expect(await workplace.run(importArgs("a", ["no-backbone.pth"]))).toMatchObject({
      code: 1,
      err: 'There is no imported backbone named "no-backbone.pth", and no such file. Import it with bin/regionary backbones import, or check the path.',
    });
  });

  test("import of a head for another backbone fails with every tensor that does not fit, and stores nothing", async () => {
    const { code, err } = await workplace.run(importArgs("wrong", [files.checkpointPath]));
    expect(code).toBe(1);
    expect(err).toContain("The checkpoint is not of this architecture");
    expect((await workplace.run(["models", "list"])).out).not.toContain("wrong");
    expect(await leftInWorkDirectory()).toEqual([]);
  });
});
