import { mkdir } from "node:fs/promises";
import path from "node:path";
import { writeDirectory } from "../../../../src/files/write-directory";
import type { Graph } from "../../../../src/graph/graph";
import type { ModelPart } from "../../../../src/model/description";
import type { Family } from "../../../../src/model/families/family";
import { writeModelJson } from "../../../../src/model/packages/write-model-json";
import { writeOnnxModel } from "../../../../src/onnx/write/write-onnx-model";
import type { PictureInput } from "../../../../src/pictures/picture-input";
import type { TensorSource } from "../../../../src/tensor/tensor-source";
import { valuesOf } from "../read-checkpoint";
import { TOY_CELLS, TOY_SIDE, TOY_TOP_REGIONS, toyScore, toyTower } from "./toy";

const SCALE = "toy.logit_scale";
const BIAS = "toy.logit_bias";

type Changes = Partial<{ fit: PictureInput["fit"]; cut: ModelPart["score"]["cut"] }>;

/** A second family: all of a model in one package, and labels whose vectors, colors, are classifiers. */
export const toyFamily = toyFamilyOf({});

/** The same with other ways to treat pictures or maps. */
export function toyFamilyOf(changes: Changes): Family {
  return {
    name: "toy",
    recognizes: ({ tensors }) => tensors.has(SCALE),
    write: async ({ tensors }, _, directory) => {
      const [scale] = await valuesOf(tensors.get(SCALE)!);
      const [bias] = await valuesOf(tensors.get(BIAS)!);
      const part = await writeDirectory(directory, async (at) => {
        const temporary = path.join(at, "model");
        await mkdir(temporary);
        await writeGraph(toyTower(), temporary, "tower");
        await writeGraph(toyScore({ maps: false }), temporary, "score");
        await writeGraph(toyScore({ maps: true }), temporary, "score-maps");
        const description = describeToy(scale!, bias!, changes);
        await writeModelJson(temporary, description);
        return description;
      });
      return { part, backbone: null, encoder: null };
    },
  };
}

function describeToy(scale: number, bias: number, { fit = "stretch", cut = null }: Changes): ModelPart {
  return {
    family: "toy",
    picture: {
      ...{ width: TOY_SIDE, height: TOY_SIDE, channelOrder: "rgb", filter: "bicubic", fit },
      ...{ mean: [0, 0, 0], scale: [1 / 255, 1 / 255, 1 / 255] },
    },
    grid: { height: TOY_CELLS, width: TOY_CELLS, regionSize: 3 },
    encode: [
      {
        file: "tower.onnx",
        takes: [{ name: "image", inFile: "pixels", shape: [3, TOY_SIDE, TOY_SIDE] }],
        gives: [{ name: "regions", inFile: "colors", shape: [TOY_CELLS ** 2, 3] }],
        bound: "compute",
        precision: "float32",
      },
    ],
    labels: { from: "text", size: 3, scale, bias },
    score: {
      ...{ graph: "score.onnx", maps: "score-maps.onnx", topRegions: TOY_TOP_REGIONS, whole: null },
      ...{ probability: "sigmoid", zero: 0, cut },
    },
    sizes: {},
    choices: {},
  };
}

function writeGraph(graph: Graph, directory: string, stem: string): Promise<void> {
  const readParameter = (name: string): TensorSource => {
    throw new TypeError(`a toy has no parameter ${name}`);
  };
  return writeOnnxModel({ graph, directory, stem, readParameter });
}
