import type { ModelPart, Port } from "../../description";
import { type ModelSizes, regionCount } from "./sizes";

/** A BiAM head as its package's `model.json` has it: its chain goes on from a backbone's features and global vector. */
export function describeBiam(sizes: ModelSizes): ModelPart {
  const { featureChannels, gridHeight, gridWidth, globalSize, wordSize, regionSize, topRegions } = sizes;
  const port = (name: string, shape: number[]): Port => ({ name, inFile: name, shape });
  return {
    family: "biam",
    grid: { height: gridHeight, width: gridWidth, regionSize },
    encode: [
      {
        file: "trunk.onnx",
        takes: [port("features", [featureChannels, gridHeight, gridWidth]), port("global", [globalSize])],
        gives: [port("regions", [regionCount(sizes), regionSize])],
        bound: "compute",
        precision: "float32",
      },
    ],
    labels: { from: "words", size: wordSize, classifiers: "classifiers.onnx" },
    score: {
      graph: "score.onnx",
      maps: "score-maps.onnx",
      topRegions,
      whole: null,
      probability: "calibrated",
      zero: 0,
      cut: null,
    },
    sizes: { featureChannels, globalSize, channelDim: sizes.channelDim, heads: sizes.heads },
    choices: {},
  };
}
