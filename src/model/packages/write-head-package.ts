import { writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { writeDirectory } from "../../files/write-directory";
import { writeOnnxModel } from "../../onnx/write/write-model";
import type { TensorSource } from "../../tensor/tensor-source";
import type { Checkpoint } from "../checkpoints/checkpoint";
import { matchParameters } from "../checkpoints/match-parameters";
import { openCheckpoint } from "../checkpoints/open-checkpoint";
import { biamClassifiers, biamScore, biamTrunk } from "../families/biam/biam";
import { backboneSizes, type ModelSizes, modelSizes, paperSizes } from "../families/biam/sizes";
import type { BackboneDescriptor } from "./backbone-descriptor";
import type { HeadDescriptor } from "./head-descriptor";

/** What a head needs to know of the backbone before it. */
export type BackboneSizes = Pick<BackboneDescriptor, "features" | "global">;

/** PyTorch counts batches for the norm; nothing is computed from the count. */
const IGNORED_TENSORS = /(^|\.)num_batches_tracked$/;

/**
 * Turns a BiAM checkpoint into a package: its parts as ONNX files and `head.json`. The checkpoint's own
 * shapes give its sizes; the backbone's features and the number of heads, which shapes do not show, are said.
 * Throws INVALID_CHECKPOINT, CHECKPOINT_MISMATCH (with every tensor that does not fit) and INVALID_INPUT
 * (heads that do not divide the channel dim). Where it throws, nothing is left behind.
 */
export async function writeHeadPackage(
  source: { readonly checkpointPath: string; readonly heads: number; readonly backbone: BackboneSizes },
  directory: string,
): Promise<HeadDescriptor> {
  const checkpoint = await openCheckpoint(source.checkpointPath);
  try {
    const shapes = sizesOf(checkpoint, source.backbone);
    const parameters = matchParameters(
      [...biamTrunk(shapes).parameters, ...biamClassifiers(shapes).parameters],
      checkpoint,
      { ignore: IGNORED_TENSORS },
    );
    const sizes = withHeads(shapes, source.heads);
    return await writeDirectory(directory, (temporary) => writeParts(sizes, parameters, temporary));
  } finally {
    await checkpoint.close();
  }
}

async function writeParts(
  sizes: ModelSizes,
  parameters: ReadonlyMap<string, TensorSource>,
  directory: string,
): Promise<HeadDescriptor> {
  const graphs = {
    trunk: biamTrunk(sizes),
    classifiers: biamClassifiers(sizes),
    score: biamScore(sizes, { maps: false }),
    "score-maps": biamScore(sizes, { maps: true }),
  };
  const readParameter = (name: string) => parameters.get(name)!;
  for (const [stem, graph] of Object.entries(graphs)) {
    await writeOnnxModel({ graph, directory, stem, readParameter });
  }
  const descriptor: HeadDescriptor = {
    sizes,
    trunk: "trunk.onnx",
    classifiers: "classifiers.onnx",
    score: "score.onnx",
    scoreMaps: "score-maps.onnx",
  };
  await writeFile(path.join(directory, "head.json"), `${JSON.stringify(descriptor, null, 2)}\n`);
  return descriptor;
}

/**
 * The sizes that the shapes of three tensors show. Where one of them is missing or has another rank, the
 * paper's size stands in, so that all that is wrong can be reported together.
 */
function sizesOf(checkpoint: Checkpoint, backbone: BackboneSizes): ModelSizes {
  const shapeOf = (name: string, rank: number) => {
    const shape = checkpoint.tensors.get(name)?.shape ?? [];
    return shape.length === rank && !shape.includes(0) ? shape : [];
  };
  const [channelDim = paperSizes.channelDim] = shapeOf("conv_3X3.body.weight", 4);
  const [regionSize = paperSizes.regionSize, wordSize = paperSizes.wordSize] = shapeOf("W.weight", 2);
  return {
    ...backboneSizes(backbone),
    wordSize,
    channelDim,
    heads: 1, // no shape depends on it
    regionSize,
  };
}

function withHeads(shapes: ModelSizes, heads: number): ModelSizes {
  const parsed = modelSizes.safeParse({ ...shapes, heads });
  if (parsed.success) return parsed.data;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The number of heads must be a whole number that divides the head's ${shapes.channelDim} channels; ${heads} does not. The authors' NUS-WIDE model has 8.`,
  );
}
