import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeSafetensors } from "../../src/model/checkpoints/write-safetensors";
import type { BackboneManifest } from "../../src/model/families/backbones/backbone-manifest";
import { biamClassifiers, biamTrunk } from "../../src/model/families/biam/biam";
import { writeOnnxModel } from "../../src/onnx/write/write-onnx-model";
import { FIRST_MODEL_FILES } from "../../src/services/models/first-model-files";
import { sceneBackbone } from "../model/scene-backbone";
import { SCENE_PIXELS, type SceneRecipe } from "./scenes-recipe";

/** Writes the trained weights as a head checkpoint and a backbone with its manifest. */
export async function exportSceneModel(
  { sizes }: SceneRecipe,
  weights: Readonly<Record<string, Float32Array>>,
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const head = [...biamTrunk(sizes.head).parameters, ...biamClassifiers(sizes.head).parameters];
  await writeSafetensors(
    path.join(directory, FIRST_MODEL_FILES.head),
    head.map(({ name, shape }) => ({ name, shape, data: weights[name]! })),
  );
  const { heads } = sizes.head;
  await writeFile(path.join(directory, FIRST_MODEL_FILES.headSettings), `${JSON.stringify({ heads })}\n`);
  const graph = sceneBackbone(sizes.backbone);
  const shapes = new Map(graph.parameters.map(({ name, shape }) => [name, shape]));
  const stem = path.parse(FIRST_MODEL_FILES.backbone).name;
  await writeOnnxModel({
    graph,
    directory,
    stem,
    readParameter: (name) => ({
      shape: shapes.get(name)!,
      async *chunks() {
        const { buffer, byteOffset, byteLength } = weights[name]!;
        yield new Uint8Array(buffer, byteOffset, byteLength);
      },
    }),
  });
  const { imageSide } = sizes.backbone;
  const { mean, scale } = SCENE_PIXELS;
  const manifest: BackboneManifest = {
    input: {
      name: "image",
      width: imageSide,
      height: imageSide,
      channelOrder: "rgb",
      mean: [mean, mean, mean],
      scale: [scale, scale, scale],
      filter: "bilinear",
      fit: "stretch",
    },
    features: { name: "features" },
    global: { name: "global" },
  };
  await writeFile(path.join(directory, FIRST_MODEL_FILES.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
}
