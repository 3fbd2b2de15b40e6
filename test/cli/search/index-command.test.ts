import { writeFile } from "node:fs/promises";
import path from "node:path";
import { tinyWords, tinyWordVectors, writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import { cliWorkplace } from "../workplace";

describe("regionary index", () => {
  const workplace = cliWorkplace();
  beforeAll(async () => {
    const files = await writeTinyModelFiles(path.join(workplace.directory, "files"));
    const backbone = ["--backbone", files.onnxPath, "--manifest", files.manifestPath];
    const head = ["--head", files.checkpointPath, "--heads", `${files.heads}`];
    const words = await tinyWordVectors(workplace.directory);
    await workplace.run(["vectors", "import", words, "--name", "tiny"]);
    await workplace.run(["models", "import", "--name", "tiny", "--space", "tiny", ...head, ...backbone]);
    for (let seed = 1; seed <= 3; seed++)
      await writeFile(path.join(workplace.directory, `${seed}.png`), await picture(seed));
    await workplace.run(["images", "add", workplace.directory]);
  });

  test("prepares the pictures that were added, once", async () => {
    const first = await workplace.run(["index", "--model", "tiny"]);
    expect(first).toMatchObject({ code: 0, out: "Indexed: 3" });
    const second = await workplace.run(["index", "--model", "tiny"]);
    expect(second).toMatchObject({ code: 0, out: "All pictures were indexed already" });
  });

  test("keeps their scores for the labels of a vocabulary, once", async () => {
    const labels = path.join(workplace.directory, "labels.txt");
    const words = tinyWords().slice(0, 3);
    await writeFile(labels, words.map(({ word }) => word).join("\n"));
    await workplace.run(["vocabularies", "create", "few", labels]);
    const index = () => workplace.run(["index", "--model", "tiny", "--vocabulary", "few"]);
    expect(await index()).toMatchObject({ code: 0, out: "Scored: 3" });
    expect(await index()).toMatchObject({ code: 0, out: "All pictures had their scores already" });
  });

  test("names what there is instead of a vocabulary that there is not", async () => {
    const { code, err } = await workplace.run(["index", "--model", "tiny", "--vocabulary", "birds"]);
    expect(code).toBe(1);
    expect(err).toContain("birds");
  });
});
