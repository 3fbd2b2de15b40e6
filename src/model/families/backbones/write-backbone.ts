import { writeDirectory } from "../../../files/write-directory";
import { cutBackbone } from "../../../onnx/cut/cut-backbone";
import type { BackboneDescription } from "../../description";
import { writeModelJson } from "../../packages/write-model-json";
import { readBackboneManifest } from "./backbone-manifest";
import { describeBackbone } from "./describe-backbone";
import { writeVgg19 } from "./vgg19/write-vgg19";

/** Either torchvision's VGG19 weights, or an ONNX file and the manifest that explains it. */
export type BackboneFiles =
  | { readonly checkpointPath: string }
  | { readonly onnxPath: string; readonly manifestPath: string };

/**
 * Turns a backbone into a package: `body.onnx`, `tail.onnx` and `model.json`. Throws INVALID_CHECKPOINT,
 * CHECKPOINT_MISMATCH and INVALID_BACKBONE; if it throws, nothing is left behind.
 */
export async function writeBackbone(source: BackboneFiles, directory: string): Promise<BackboneDescription> {
  return writeDirectory(directory, async (temporary) => {
    const description =
      "checkpointPath" in source
        ? await writeVgg19(source.checkpointPath, temporary)
        : await writeCutBackbone(source.onnxPath, source.manifestPath, temporary);
    await writeModelJson(temporary, description);
    return description;
  });
}

async function writeCutBackbone(
  onnxPath: string,
  manifestPath: string,
  directory: string,
): Promise<BackboneDescription> {
  const manifest = await readBackboneManifest(manifestPath);
  const { name, ...picture } = manifest.input;
  const { features, global } = await cutBackbone(onnxPath, manifest, directory);
  return describeBackbone(picture, {
    image: name,
    features: { inFile: manifest.features.name, shape: [features.channels, features.height, features.width] },
    global: { inFile: manifest.global.name, shape: [global.size] },
  });
}
