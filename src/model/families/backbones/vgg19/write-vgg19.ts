import { writeOnnxModel } from "../../../../onnx/write/write-onnx-model";
import { matchParameters } from "../../../checkpoints/match-parameters";
import { openCheckpoint } from "../../../checkpoints/open-checkpoint";
import type { BackboneDescription } from "../../../description";
import { describeBackbone } from "../describe-backbone";
import { vgg19Body, vgg19Sizes, vgg19Tail } from "./vgg19";

/** What torchvision's VGG19 was trained with, on pixels of 0 to 1. */
const TORCHVISION = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const;

/** The classification layer, which comes after the vector that is used. */
const IGNORED_TENSORS = /^classifier\.6\./;

/** Writes torchvision's VGG19 as the two stages of a backbone. */
export async function writeVgg19(checkpointPath: string, directory: string): Promise<BackboneDescription> {
  const body = vgg19Body();
  const tail = vgg19Tail();
  const checkpoint = await openCheckpoint(checkpointPath, {
    fits: ({ tensors }) => tensors.has(body.parameters[0]!.name),
  });
  try {
    const expected = [...body.parameters, ...tail.parameters];
    const parameters = matchParameters(expected, checkpoint, { ignore: IGNORED_TENSORS });
    const readParameter = (name: string) => parameters.get(name)!;
    await writeOnnxModel({ graph: body, directory, stem: "body", readParameter });
    await writeOnnxModel({ graph: tail, directory, stem: "tail", readParameter });
  } finally {
    await checkpoint.close();
  }
  const { imageSide: side, stageChannels, globalSize } = vgg19Sizes;
  const picture = {
    width: side,
    height: side,
    channelOrder: "rgb",
    mean: perChannel((channel) => 255 * TORCHVISION.mean[channel]),
    scale: perChannel((channel) => 1 / (255 * TORCHVISION.deviation[channel])),
    filter: "bilinear",
    fit: "stretch",
  } as const;
  return describeBackbone(picture, {
    image: "image",
    features: { inFile: "features", shape: [stageChannels[4], side / 16, side / 16] },
    global: { inFile: "global", shape: [globalSize] },
  });
}

function perChannel(value: (channel: 0 | 1 | 2) => number): [number, number, number] {
  return [value(0), value(1), value(2)];
}
