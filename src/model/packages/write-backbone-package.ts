import { writeFile } from "node:fs/promises";
import path from "node:path";
import { writeDirectory } from "../../files/write-directory";
import { cutBackbone } from "../../onnx/cut/cut-backbone";
import { writeOnnxModel } from "../../onnx/write/write-model";
import { matchParameters } from "../checkpoints/match-parameters";
import { openCheckpoint } from "../checkpoints/open-checkpoint";
import { vgg19Body, vgg19Sizes, vgg19Tail } from "../families/vgg19/vgg19";
import type { BackboneDescriptor } from "./backbone-descriptor";
import { readBackboneManifest } from "./backbone-manifest";

/** Either torchvision's VGG19 weights, or an ONNX file and the manifest that explains it. */
export type BackboneFiles =
  | { readonly checkpointPath: string }
  | { readonly onnxPath: string; readonly manifestPath: string };

/** What torchvision's VGG19 was trained with, on pixels of 0 to 1. */
const TORCHVISION = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const;

/** The classification layer, which comes after the vector that is used. */
const IGNORED_TENSORS = /^classifier\.6\./;

/**
 * Turns a backbone into a package: `body.onnx`, `tail.onnx` and `backbone.json`. Throws INVALID_CHECKPOINT,
 * CHECKPOINT_MISMATCH and INVALID_BACKBONE; where it throws, nothing is left behind.
 */
export async function writeBackbonePackage(
  source: BackboneFiles,
  directory: string,
): Promise<BackboneDescriptor> {
  return writeDirectory(directory, async (temporary) => {
    const descriptor =
      "checkpointPath" in source
        ? await writeVgg19(source.checkpointPath, temporary)
        : await writeCutBackbone(source.onnxPath, source.manifestPath, temporary);
    await writeFile(path.join(temporary, "backbone.json"), `${JSON.stringify(descriptor, null, 2)}\n`);
    return descriptor;
  });
}

async function writeVgg19(checkpointPath: string, directory: string): Promise<BackboneDescriptor> {
  const body = vgg19Body();
  const tail = vgg19Tail();
  const checkpoint = await openCheckpoint(checkpointPath);
  try {
    const expected = [...body.parameters, ...tail.parameters];
    const parameters = matchParameters(expected, checkpoint, { ignore: IGNORED_TENSORS });
    const readParameter = (name: string) => parameters.get(name)!;
    await writeOnnxModel({ graph: body, directory, stem: "body", readParameter });
    await writeOnnxModel({ graph: tail, directory, stem: "tail", readParameter });
  } finally {
    await checkpoint.close();
  }
  const { imageSide, stageChannels, globalSize } = vgg19Sizes;
  return {
    kind: "vgg19",
    input: {
      name: "image",
      width: imageSide,
      height: imageSide,
      channelOrder: "rgb",
      mean: perChannel((channel) => 255 * TORCHVISION.mean[channel]),
      scale: perChannel((channel) => 1 / (255 * TORCHVISION.deviation[channel])),
    },
    features: { channels: stageChannels[4], height: imageSide / 16, width: imageSide / 16 },
    global: { size: globalSize },
    body: { file: "body.onnx", input: "image", output: "features" },
    tail: { file: "tail.onnx", input: "features", output: "global" },
  };
}

async function writeCutBackbone(
  onnxPath: string,
  manifestPath: string,
  directory: string,
): Promise<BackboneDescriptor> {
  const manifest = await readBackboneManifest(manifestPath);
  const { input, features, global } = manifest;
  return {
    kind: "onnx",
    input,
    ...(await cutBackbone(onnxPath, manifest, directory)),
    body: { file: "body.onnx", input: input.name, output: features.name },
    tail: { file: "tail.onnx", input: features.name, output: global.name },
  };
}

function perChannel(value: (channel: 0 | 1 | 2) => number): [number, number, number] {
  return [value(0), value(1), value(2)];
}
