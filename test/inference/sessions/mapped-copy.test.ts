import { cp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { mappedCopy } from "../../../src/inference/sessions/mapped-copy";
import { openMappedSession } from "../../../src/inference/sessions/open-mapped-session";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { writeTinyModel } from "../../helpers/models/tiny-model";

describe("the mapped copy of a model file", () => {
  const directory = directoryPerTest();
  let file: string;
  beforeEach(async () => {
    file = path.join((await writeTinyModel(directory())).backboneDirectory, "body.onnx");
  });
  const copies = async () => (await readdir(path.dirname(file))).filter((name) => name.includes("mapped-"));

  it("gives the same bits as the file, with one thread and with two", async () => {
    const { data, shape } = randomTensor([3, 3, 32, 32], 1);
    const run = async (of: string, intraOpNumThreads: number) => {
      const session = await InferenceSession.create(of, { intraOpNumThreads });
      const [input, output] = [session.inputNames[0]!, session.outputNames[0]!];
      const made = await session.run({ [input]: new Tensor("float32", data, shape) });
      await session.release();
      return made[output]!.data;
    };
    const expected = await run(file, 1);
    const copy = await mappedCopy(file);
    expect(await run(copy, 1)).toEqual(expected);
    expect(await run(copy, 2)).toEqual(expected);
  });

  it("has its weights in a file of their own, which sessions map", async () => {
    const folder = path.dirname(await mappedCopy(file));
    const weights = await stat(path.join(folder, "model.onnx.data"));
    const original = await stat(`${file}.data`);
    expect(weights.size).toBeGreaterThanOrEqual(original.size);
  });

  it("is made once, also by those who ask at the same time", async () => {
    const [first, second] = await Promise.all([mappedCopy(file), mappedCopy(file)]);
    expect(second).toBe(first);
    const before = (await stat(first)).ino;
    await mappedCopy(file);
    expect((await stat(first)).ino).toBe(before);
    expect(await copies()).toHaveLength(1);
  });

  it("replaces those that were made for another processor or version, or by a process that was killed", async () => {
    const copy = await mappedCopy(file);
    const name = path.basename(path.dirname(copy));
    await cp(path.dirname(copy), `${path.dirname(copy)}.partial-killed`, { recursive: true });
    await cp(path.dirname(copy), path.join(path.dirname(file), "body.onnx.mapped-another"), {
      recursive: true,
    });
    await cp(path.dirname(copy), path.join(path.dirname(file), "tail.onnx.mapped-another"), {
      recursive: true,
    });
    expect(await copies()).toHaveLength(4);
    await rm(path.dirname(copy), { recursive: true });
    await mappedCopy(file);
    expect((await copies()).sort()).toEqual([name, "tail.onnx.mapped-another"]);
  });

  it("is removed where it cannot be opened, so that it is made again", async () => {
    await truncate(`${file}.data`, 5 * 2 ** 20); // smaller files are not worth a copy
    const copy = await mappedCopy(file);
    await writeFile(copy, "not a model");
    const session = await openMappedSession(file, { provider: "cpu", threads: 1 });
    expect(session.inputNames).toHaveLength(1);
    await session.release();
    expect(await copies()).toEqual([]);
  });

  it("leaves nothing behind where the file cannot be read", async () => {
    await writeFile(file, "not a model");
    await expect(mappedCopy(file)).rejects.toThrow();
    expect(await copies()).toEqual([]);
    expect(await readFile(file, "utf8")).toBe("not a model");
  });
});
