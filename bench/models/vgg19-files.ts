import path from "node:path";
import { vgg19Body, vgg19Tail } from "../../src/model/families/backbones/vgg19/vgg19";
import { biamClassifiers, biamTrunk } from "../../src/model/families/biam/biam";
import { paperSizes } from "../../src/model/families/biam/sizes";
import type { ModelToImport } from "../../src/services/models/import-model";
import { writeSafetensors } from "../../test/helpers/models/safetensors-bytes";
import { heWeights } from "./he-weights";

/** VGG19 and a BiAM head of the paper's sizes with random weights, as two checkpoints to be imported (600 MB). */
export async function writeVgg19Files(directory: string): Promise<ModelToImport> {
  const vgg19Path = path.join(directory, "vgg19.safetensors");
  const checkpointPath = path.join(directory, "head.safetensors");
  const backbone = [...vgg19Body().parameters, ...vgg19Tail().parameters];
  const head = [...biamTrunk(paperSizes).parameters, ...biamClassifiers(paperSizes).parameters];
  await writeSafetensors(vgg19Path, heWeights(backbone, 1));
  await writeSafetensors(checkpointPath, heWeights(head, 2));
  return { name: "vgg19", checkpointPath, heads: paperSizes.heads, backbone: { checkpointPath: vgg19Path } };
}
