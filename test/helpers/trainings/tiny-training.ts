import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type OpenGraphs, openStatefulGraphs } from "../../../src/inference/stateful/open-stateful-graphs";
import { biamLogits, biamTraining } from "../../../src/model/families/biam/biam-training";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { permutations } from "../../../src/training/data-order";
import type { Recipe } from "../../../src/training/recipe";
import type { TrainingTask } from "../../../src/training/train";
import { type TrainingGraphs, trainingGraphs } from "../../../src/training/training-graphs";
import { mostPositives, type TrainingImages } from "../../../src/training/training-images";
import { randomTensor } from "../graph/random-tensors";
import { tinySizes } from "../models/tiny-model";

const classes = 6;
const count = 40;

/** A recipe of a moment: 6 epochs of 4 steps, then 2 of 5. */
const tinyRecipe: Recipe = {
  batch: 8,
  order: permutations,
  schedule: { epochs: 6, warmUpEpochs: 1, highest: 0.01, lowest: 0.001 },
  validationShare: 0.2,
  firstValidated: 4,
  fineTuning: { epochs: 2, learningRate: 0.001 },
};

/** Images that can be learned: a label's own pattern stands in some of the regions of the images that have it. */
function tinyImages(): TrainingImages {
  const { featureChannels, gridHeight, gridWidth, globalSize } = tinySizes;
  const places = gridHeight * gridWidth;
  const patterns = Array.from({ length: classes }, (_, c) => randomTensor([featureChannels], 50 + c).data);
  const labels = (image: number) =>
    Int8Array.from({ length: classes }, (_, c) => (image % classes === c || image % 4 === c ? 1 : -1));
  const features = (image: number) => {
    const noise = randomTensor([featureChannels * places], 1000 + image).data.map((x) => 0.1 * Math.abs(x));
    labels(image).forEach((label, c) => {
      if (label !== 1) return;
      const place = (image * 7 + c * 5) % places;
      patterns[c]!.forEach((value, channel) => {
        noise[channel * places + place]! += 2 * Math.abs(value);
      });
    });
    return noise;
  };
  return {
    count,
    labels,
    read: async (images) => ({
      features: Float32Array.from(images.flatMap((image) => [...features(image)])),
      global: Float32Array.from(
        images.flatMap((image) => [...randomTensor([globalSize], 2000 + image).data.map(Math.abs)]),
      ),
    }),
  };
}

export function tinyTask(): TrainingTask {
  const vectors = randomTensor([classes, tinySizes.wordSize], 3).data;
  const data = tinyImages();
  const batch = { images: tinyRecipe.batch, classes, vectors, mostPositives: mostPositives(data) };
  const graphs = trainingGraphs(batch, biamTraining(tinySizes, batch), biamLogits(tinySizes, batch));
  return { recipe: tinyRecipe, graphs, data };
}

/** Opens a training's graphs in ONNX Runtime on one thread. */
export async function openRunner({ graphs, state }: TrainingGraphs, directory: string): Promise<OpenGraphs> {
  const files: Record<string, string> = {};
  await mkdir(directory, { recursive: true });
  for (const [stem, graph] of Object.entries(graphs)) {
    const readParameter = () => {
      throw new Error("these graphs are given their parameters");
    };
    await writeOnnxModel({ graph, directory, stem, readParameter });
    files[stem] = path.join(directory, `${stem}.onnx`);
  }
  return openStatefulGraphs({ files, state, runtime: { provider: "cpu", threads: 1 } });
}
