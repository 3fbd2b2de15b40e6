import path from "node:path";
import { RegionaryError } from "../../errors";
import { openRangedFile } from "../../files/ranged-file";
import { readOnnxOutline } from "../read/onnx-outline";
import { FLOAT32, type ValueType } from "../read/value-type";
import { withFreeBatch } from "./free-batch";
import { selectNodes } from "./select-nodes";
import { writePart } from "./write-part";

/** The values at which a backbone is cut. Sizes are needed only if the file leaves them open. */
interface BackboneCut {
  readonly input: { readonly name: string; readonly height: number; readonly width: number };
  readonly features: { readonly name: string } & Partial<BackboneSizes["features"]>;
  readonly global: { readonly name: string } & Partial<BackboneSizes["global"]>;
}

/** The sizes of a backbone's two outputs. */
interface BackboneSizes {
  readonly features: { readonly channels: number; readonly height: number; readonly width: number };
  readonly global: { readonly size: number };
}

/**
 * Cuts an ONNX file in two at its feature map: `body.onnx` (image -> features) and `tail.onnx` (features ->
 * global vector), both written into `directory`. Nodes and weights are copied as bytes, so every operator
 * that ONNX Runtime knows works. Throws INVALID_BACKBONE.
 */
export async function cutBackbone(
  onnxPath: string,
  values: BackboneCut,
  directory: string,
): Promise<BackboneSizes> {
  const file = await openRangedFile(onnxPath, "INVALID_BACKBONE");
  try {
    const { input, features, global } = values;
    const outline = await withFreeBatch(file, await readOnnxOutline(file), input.name);
    const body = selectNodes(outline, input.name, features.name);
    const tail = selectNodes(outline, features.name, global.name);
    const batch = outline.types.get(input.name)?.shape?.[0] || "N";
    const imageShape = [batch, 3, input.height, input.width];
    resolveShape(input.name, outline.types.get(input.name), imageShape);
    const featureShape = resolveShape(features.name, outline.types.get(features.name), [
      "N",
      features.channels ?? "features.channels",
      features.height ?? "features.height",
      features.width ?? "features.width",
    ]);
    const globalShape = resolveShape(global.name, outline.types.get(global.name), [
      "N",
      global.size ?? "global.size",
    ]);
    const source = { file, directory: path.dirname(onnxPath), outline };
    const image = { name: input.name, shape: imageShape };
    const cut = { name: features.name, shape: [batch, ...featureShape] };
    const end = { name: global.name, shape: [batch, ...globalShape] };
    await writePart(source, { selection: body, input: image, output: cut }, { directory, stem: "body" });
    await writePart(source, { selection: tail, input: cut, output: end }, { directory, stem: "tail" });
    const [channels, height, width] = featureShape as [number, number, number];
    return { features: { channels, height, width }, global: { size: globalShape[0]! } };
  } finally {
    await file.close();
  }
}

/**
 * The sizes of a value after its batch dimension: from the file if it states them, otherwise from the
 * manifest. `wanted` has the manifest's number, or the name of the manifest's field if it gives none.
 */
function resolveShape(
  name: string,
  type: ValueType | undefined,
  wanted: readonly (number | string)[],
): number[] {
  if (type && type.elementType !== FLOAT32) {
    throw refused(name, `is of ONNX element type ${type.elementType}; expected ${FLOAT32} (float32)`);
  }
  const stated = type?.shape;
  if (stated && stated.length !== wanted.length) {
    throw refused(name, `has ${stated.length} dimensions; expected ${wanted.length}`);
  }
  if (typeof stated?.[0] === "number") {
    throw refused(
      name,
      `has a fixed batch of ${stated[0]}; export the file with a batch of 1 or a symbolic first dimension`,
    );
  }
  return wanted.slice(1).map((fromManifest, axis) => {
    const fromFile = stated?.[axis + 1];
    if (typeof fromFile === "number") {
      if (typeof fromManifest === "number" && fromManifest !== fromFile) {
        throw refused(
          name,
          `has ${fromFile} in dimension ${axis + 1}, where the manifest says ${fromManifest}`,
        );
      }
      return fromFile;
    }
    if (typeof fromManifest === "number") return fromManifest;
    throw refused(
      name,
      `has no fixed size in dimension ${axis + 1}; say it in the manifest as ${fromManifest}`,
    );
  });
}

function refused(name: string, reason: string): RegionaryError {
  return new RegionaryError("INVALID_BACKBONE", `The value "${name}" of the ONNX file ${reason}.`);
}
