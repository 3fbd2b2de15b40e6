import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { createSessionShelf, type SessionShelf } from "../../../src/inference/sessions/session-shelf";
import { float16Stages } from "../../../src/inference/stages/float16-stages";
import { joinedStages } from "../../../src/inference/stages/joined-stages";
import { createChainMemory, runStages, runStagesToFloats } from "../../../src/inference/stages/run-stages";
import type { Stage } from "../../../src/model/description";
import type { PictureInput } from "../../../src/pictures/picture-input";
import { cosine } from "../../../src/tensor/cosine";
import { fromFloat16, toFloat16 } from "../../../src/tensor/float16";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { tinyPictureInput, writeTinyModel } from "../../helpers/models/tiny-model";
import { withOperatorSet } from "../../helpers/onnx/with-operator-set";

const COUNT = 3;
const pixels = Uint8Array.from({ length: COUNT * 32 * 32 * 3 }, (_, i) => (i * 97) % 256);
/** Means and scales that float32 has to round, and channels in the opposite order of the bytes'. */
const rounded: PictureInput = {
  ...tinyPictureInput,
  channelOrder: "bgr",
  mean: [103.939, 116.779, 123.68],
  scale: [1 / 57.375, 1 / 57.12, 1 / 58.395],
};

describe("the encode stages of a model joined for a GPU, here on the CPU", () => {
  const directory = directoryPerTest();
  let shelf: SessionShelf;
  let opened: string[];
  let stages: Stage[];
  const target = () => path.join(directory(), "joined");
  const run = (of: readonly Stage[], picture: PictureInput, wanted: string[]) => {
    const model = { key: "tiny", runtime: { provider: "cpu", threads: 1 } as const };
    const open = ({ file }: Stage) => {
      opened.push(path.basename(file));
      return shelf.get(model, file);
    };
    const chain = { stages: of, runtime: model.runtime, maxBatch: 8, picture, open };
    return runStages(chain, { count: COUNT, values: { image: [pixels] } }, wanted, createChainMemory());
  };
  beforeEach(async () => {
    const { description, directory: packages } = await writeTinyModel(path.join(directory(), "tiny"));
    stages = description.encode.map((stage) => ({ ...stage, file: path.join(packages, stage.file) }));
    shelf = createSessionShelf(2);
    opened = [];
  });
  afterEach(() => shelf.dropAll());

  it.each([tinyPictureInput, rounded])(
    "give the same bits from bytes to halves ($channelOrder)",
    async (picture) => {
      const joined = (await joinedStages(stages, picture, target()))!;
      expect(joined).toEqual([
        expect.objectContaining({
          takes: [{ name: "image", inFile: "image", shape: [32, 32, 3] }],
          gives: [{ name: "regions", inFile: "regions", shape: [16, 16] }],
        }),
      ]);
      const { regions } = await run(joined, picture, ["regions"]);
      expect(opened.splice(0)).toEqual(["encode-1.onnx"]);
      const expected = (await run(stages, picture, ["regions"])).regions as Float32Array;
      expect(regions).toEqual(toFloat16(expected));
    },
  );

  it("come first where pictures are given, and before stages for what is between", async () => {
    const joined = (await joinedStages(stages, rounded, target()))!;
    await run([...joined, ...stages], rounded, ["regions"]);
    expect(opened.splice(0)).toEqual(["encode-1.onnx"]);
    await run([...joined, ...stages], rounded, ["global"]);
    expect(opened.splice(0)).toEqual(["body.onnx", "tail.onnx"]);
  });

  it("are in as many files as their operators have versions, with float32 in between", async () => {
    const [body, tail, trunk] = stages as [Stage, Stage, Stage];
    for (const { file } of [body, tail]) await writeFile(file, withOperatorSet(await readFile(file), 17));
    const joined = (await joinedStages(stages, rounded, target()))!;
    expect(joined.map(({ gives }) => gives.map(({ name }) => name))).toEqual([
      ["features", "global"],
      ["regions"],
    ]);
    const { regions } = await run(joined, rounded, ["regions"]);
    expect(regions).toEqual(toFloat16((await run(stages, rounded, ["regions"])).regions as Float32Array));
    expect(trunk.gives).toEqual(joined[1]!.gives);
  });

  it("can be made in half precision, and give float32 where that is asked for", async () => {
    const joined = (await joinedStages(stages, rounded, target()))!;
    const halves = (await float16Stages(joined, `${target()}.float16`))!;
    const { regions } = await run(halves, rounded, ["regions"]);
    const expected = (await run(stages, rounded, ["regions"])).regions as Float32Array;
    expect(regions).toBeInstanceOf(Uint16Array);
    expect(cosine(fromFloat16(regions as Uint16Array), expected)).toBeGreaterThan(0.9999);
    const model = { key: "tiny", runtime: { provider: "cpu", threads: 1 } as const };
    const chain = {
      ...{ stages: halves, runtime: model.runtime, maxBatch: 8, picture: rounded },
      open: ({ file }: Stage) => shelf.get(model, file),
    };
    const input = { count: COUNT, values: { image: [pixels] } };
    const floats = await runStagesToFloats(chain, input, ["regions"], createChainMemory());
    expect(floats.regions).toEqual(fromFloat16(regions as Uint16Array));
  });

  it("are made once and then reused", async () => {
    const made = await joinedStages(stages, rounded, target());
    const { ctimeMs } = await stat(made![0]!.file);
    expect(await joinedStages(stages, rounded, target())).toEqual(made);
    expect((await stat(made![0]!.file)).ctimeMs).toBe(ctimeMs);
  });

  it("are null if a file cannot be joined, and leave nothing behind", async () => {
    await mkdir(path.join(directory(), "there"));
    const broken = path.join(directory(), "broken.onnx");
    await writeFile(broken, "no protobuf");
    const [body, tail, trunk] = stages as [Stage, Stage, Stage];
    const made = joinedStages(
      [body, tail, { ...trunk, file: broken }],
      rounded,
      path.join(directory(), "there/x"),
    );
    expect(await made).toBeNull();
    expect(await readdir(path.join(directory(), "there"))).toEqual([]);
  });
});
