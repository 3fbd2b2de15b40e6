import path from "node:path";
import { type TinyModelFiles, writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { cliWorkplace } from "../workplace";

describe("regionary backbones import", () => {
  const workplace = cliWorkplace();
  let files: TinyModelFiles;
  beforeAll(async () => {
    files = await writeTinyModelFiles(path.join(workplace.directory, "files"));
  });
  const importAs = (name: string) =>
    workplace.run([
      ...["backbones", "import", "--name", name],
      ...["--backbone", files.onnxPath, "--manifest", files.manifestPath],
    ]);

  test("stores a backbone without a model, and reports its steps on stderr", async () => {
    expect(await importAs("tiny")).toEqual({
      code: 0,
      out: "Imported: tiny\nTrain a head on it: bin/regionary train --backbone tiny --set SET --name NAME",
      err: "converting the backbone\nstoring",
    });
    expect((await workplace.run(["models", "list"])).out).toContain("No model is active");
  });

  test("names the stored backbone if the same one was imported before", async () => {
    expect((await importAs("other")).out).toMatch(/^Already stored: tiny\n/);
  });

  test("stores what `models import` can put a head on", async () => {
    const { code, out } = await workplace.run([
      ...["models", "import", "--name", "with-head", "--backbone", "tiny"],
      ...["--head", files.checkpointPath, "--heads", `${files.heads}`],
    ]);
    expect({ code, out }).toEqual({
      code: 0,
      out: "Imported: with-head, version 1\nIt is the active model.",
    });
    expect((await workplace.run(["models", "list"])).out).toMatch(/with-head +1 +yes +biam +tiny /);
  });

  test("refuses a file that is not there, and an .onnx file without its manifest", async () => {
    expect(
      await workplace.run(["backbones", "import", "--name", "a", "--backbone", "vgg19.pth"]),
    ).toMatchObject({ code: 1, err: "There is no file vgg19.pth (--backbone)." });
    expect(
      await workplace.run(["backbones", "import", "--name", "a", "--backbone", files.onnxPath]),
    ).toMatchObject({ code: 2, err: expect.stringContaining("needs --manifest") });
  });
});
