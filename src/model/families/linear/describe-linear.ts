import type { ModelPart } from "../../description";
import type { LinearSizes } from "./linear";

/** A linear head as its package's `model.json` has it: its chain goes on from a backbone's features alone. */
export function describeLinear(sizes: LinearSizes): ModelPart {
  const { featureChannels, gridHeight: height, gridWidth: width, wordSize, topRegions } = sizes;
  const features = { name: "features", inFile: "features", shape: [featureChannels, height, width] };
  const regions = { name: "regions", inFile: "regions", shape: [height * width, featureChannels] };
  return {
    family: "linear",
    grid: { height, width, regionSize: featureChannels },
    encode: [
      { file: "regions.onnx", takes: [features], gives: [regions], bound: "memory", precision: "float32" },
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
    sizes: { featureChannels },
    choices: {},
  };
}
