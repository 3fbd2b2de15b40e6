import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeOnnxModel } from "../../graph/onnx/write-model";
import type { BackboneManifest } from "../../model/backbone-onnx/manifest";
import { biamClassifiers, biamTrunk } from "../../model/biam";
import { writeSafetensors } from "../../model/checkpoints/write-safetensors";
import { sceneBackbone } from "../../model/scene-backbone";
import { SCENE_PIXELS, type SceneRecipe } from "./recipe";

/** The files of the model that ships, as the import of models takes them. */
export const SCENE_MODEL_FILES = {
  head: "head.safetensors",
  backbone: "backbone.onnx",
  manifest: "backbone.json",
  report: "report.json",
} as const;

/** Writes the trained weights as a head checkpoint and a backbone with its manifest. */
export async function exportSceneModel(
  { sizes }: SceneRecipe,
  weights: Readonly<Record<string, Float32Array>>,
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const head = [...biamTrunk(sizes.head).parameters, ...biamClassifiers(sizes.head).parameters];
  await writeSafetensors(
    path.join(directory, SCENE_MODEL_FILES.head),
    head.map(({ name, shape }) => ({ name, shape, data: weights[name]! })),
  );
  const graph = sceneBackbone(sizes.backbone);
  const shapes = new Map(graph.parameters.map(({ name, shape }) => [name, shape]));
  const stem = path.parse(SCENE_MODEL_FILES.backbone).name;
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
    },
    features: { name: "features" },
    global: { name: "global" },
  };
  await writeFile(path.join(directory, SCENE_MODEL_FILES.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
}
