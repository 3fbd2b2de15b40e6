import { readFile } from "node:fs/promises";
import path from "node:path";
import { drawBatch } from "../../../lab/training/draw-batch";
import { makeSceneModel } from "../../../lab/training/make-scene-model";
import { openSceneTrainer } from "../../../lab/training/open-scene-trainer";
import { readPosition, readState } from "../../../lab/training/scene-checkpoint";
import { sceneWords } from "../../../lab/training/scene-words";
import { valuesOf } from "../../../src/model/chain";
import { writeBackbone } from "../../../src/model/families/backbones/write-backbone";
import { FAMILIES } from "../../../src/model/families/families";
import { writeModel } from "../../../src/model/families/write-model";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";
import { tinyRecipe } from "../tiny-recipe";

const directory = directoryPerTest();
const signal = new AbortController().signal;

describe("the model that ships, made small", () => {
  it("gives the same results once imported as in its training, and is reported beside the baseline", async () => {
    const [out, work] = [`${directory()}/model`, `${directory()}/work`];
    const place = { out, work, threads: 1, testPictures: 5, signal };
    const made = await makeSceneModel(tinyRecipe, place, () => undefined);
    expect(JSON.parse(await readFile(path.join(out, "report.json"), "utf8"))).toEqual(made);
    expect(made).toMatchObject({ recipe: tinyRecipe, training: { images: 8 }, test: { pictures: 5 } });

    const sizes = { count: 2, side: 24, first: 0, seed: 1, split: "test" } as const;
    const { images } = drawBatch(sizes);
    const trained = await answerOfTraining(work, images.slice());
    const imported = await answerOfImport(out, images);
    expect(trained.length).toBe(2 * 117);
    expect(largestDifference(imported, trained).value).toBeLessThan(1e-5);
  });
});

async function answerOfTraining(work: string, images: Float32Array<ArrayBuffer>): Promise<Float32Array> {
  const trainer = await openSceneTrainer(tinyRecipe, { directory: work, threads: 1 });
  try {
    await trainer.write(await readState(work, (await readPosition(work))!));
    return (await trainer.answer(images)).logits;
  } finally {
    await trainer.close();
  }
}

/** The files through the ordinary import, run part by part. */
async function answerOfImport(out: string, images: Float32Array): Promise<Float32Array> {
  const [backbone, head] = [`${directory()}/backbone`, `${directory()}/head`];
  const files = { onnxPath: `${out}/backbone.onnx`, manifestPath: `${out}/backbone.json` };
  const given = valuesOf((await writeBackbone(files, backbone)).encode);
  await writeModel({ checkpointPath: `${out}/head.safetensors`, heads: 2, given }, FAMILIES, head);
  const { features } = await runOnnxFile(`${backbone}/body.onnx`, {
    image: { shape: [2, 3, 24, 24], data: images },
  });
  const { global } = await runOnnxFile(`${backbone}/tail.onnx`, { features: features! });
  const { regions } = await runOnnxFile(`${head}/model/trunk.onnx`, { features: features!, global: global! });
  const { vectors } = sceneWords();
  const { classifiers } = await runOnnxFile(`${head}/model/classifiers.onnx`, {
    vectors: { shape: [117, 32], data: vectors },
  });
  const { logits } = await runOnnxFile(`${head}/model/score.onnx`, {
    regions: regions!,
    classifiers: classifiers!,
  });
  return logits!.data;
}
