import { RegionaryError } from "../../../errors";
import { writeDirectory } from "../../../files/write-directory";
import type { GivenValue } from "../../chain";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import { matchParameters } from "../../checkpoints/match-parameters";
import type { ModelPart } from "../../description";
import { backboneSizes } from "../backbone-sizes";
import { BATCH_COUNTS, writeHead } from "../write-head";
import { biamClassifiers, biamScore, biamTrunk } from "./biam";
import { describeBiam } from "./describe-biam";
import { type ModelSizes, modelSizes, paperSizes } from "./sizes";

/**
 * Turns a BiAM checkpoint into a package: its parts as ONNX files and `model.json`. The checkpoint's own
 * shapes give its sizes; the backbone's features and the number of heads, which shapes do not show, are
 * given. Throws CHECKPOINT_MISMATCH (with every tensor that does not fit) and INVALID_INPUT (heads that do
 * not divide the channels). If it throws, nothing is left behind.
 */
export async function writeBiam(
  checkpoint: Checkpoint,
  { heads, given }: { readonly heads: number; readonly given: readonly GivenValue[] },
  directory: string,
): Promise<ModelPart> {
  const shapes = sizesOf(checkpoint, given);
  const parameters = matchParameters(
    [...biamTrunk(shapes).parameters, ...biamClassifiers(shapes).parameters],
    checkpoint,
    { ignore: BATCH_COUNTS },
  );
  const sizes = withHeads(shapes, heads);
  const graphs = {
    trunk: biamTrunk(sizes),
    classifiers: biamClassifiers(sizes),
    score: biamScore(sizes, { maps: false }),
    "score-maps": biamScore(sizes, { maps: true }),
  };
  const write = (temporary: string) => writeHead(graphs, parameters, describeBiam(sizes), temporary);
  return await writeDirectory(directory, write);
}

/**
 * The sizes that the shapes of three tensors show. If one of them is missing or has another rank, the paper's
 * size is used instead, so that everything wrong can be reported together.
 */
function sizesOf(checkpoint: Checkpoint, given: readonly GivenValue[]): ModelSizes {
  const shapeOf = (name: string, rank: number) => {
    const shape = checkpoint.tensors.get(name)?.shape ?? [];
    return shape.length === rank && !shape.includes(0) ? shape : [];
  };
  const [channelDim = paperSizes.channelDim] = shapeOf("conv_3X3.body.weight", 4);
  const [regionSize = paperSizes.regionSize, wordSize = paperSizes.wordSize] = shapeOf("W.weight", 2);
  return {
    ...backboneSizes(given),
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
    `The number of heads must be a whole number that divides the head's ${shapes.channelDim} channels; got ${heads}. The authors' NUS-WIDE model has 8.`,
  );
}
