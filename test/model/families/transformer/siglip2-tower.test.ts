import path from "node:path";
import { siglipFamily } from "../../../../src/model/families/siglip/siglip-family";
import { imageTower } from "../../../../src/model/families/transformer/graphs/image-tower";
import { textTower } from "../../../../src/model/families/transformer/graphs/text-tower";
import { openTokenizer } from "../../../../src/text/open-tokenizer";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import { expectReference, referenceArray, referencePrompts } from "../../../helpers/region-text/reference";
import { patchesOf, picturesOf, runTower, withModel } from "../../../helpers/region-text/run-tower";
import { writeSiglipFolder } from "../../../helpers/setup/tiny-siglip2";

const FOLDER = "siglip/siglip2"; // in the repository too

describe("a tiny SigLIP 2, wherever the repository is", () => {
  const directory = directoryPerTest();

  it("has its publisher's pictures, patches, tokens, texts and logits", async () => {
    await writeSiglipFolder(directory());
    const model = { directory: directory(), file: "model.safetensors", family: siglipFamily };
    await withModel(model, async ({ image, text, ignore, scale, bias }, checkpoint) => {
      const tower = imageTower(image.sizes, "vanilla");
      const { features, global } = await runTower(
        checkpoint,
        { ...image, ignore },
        tower,
        picturesOf(FOLDER),
      );
      expectReference(FOLDER, "patches_vanilla", patchesOf(features!));
      expectReference(FOLDER, "image_embeds", global!.data);

      const prompts = referencePrompts(FOLDER);
      const { maxTokens, size } = text.sizes;
      const file = path.join(directory(), "tokenizer.json");
      const tokenizer = await openTokenizer({ kind: "siglip2", file, maxTokens });
      const ids = prompts.flatMap((prompt) => tokenizer.encode(prompt));
      expect(ids).toEqual(Array.from(referenceArray(FOLDER, "input_ids").data as Int32Array));
      const inputs = {
        ids: { shape: [prompts.length, maxTokens], data: BigInt64Array.from(ids, BigInt) },
        positions: {
          shape: [maxTokens],
          data: BigInt64Array.from({ length: maxTokens }, (_, i) => BigInt(i)),
        },
      };
      const texts = await runTower(checkpoint, { ...text, ignore }, textTower(text.sizes), inputs);
      expectReference(FOLDER, "text_embeds_normalised", texts.text!.data, { least: 5e-6 });

      const rows = (values: Float32Array, count: number) =>
        Array.from({ length: count }, (_, row) => unit(values.subarray(row * size, (row + 1) * size)));
      const labels = rows(texts.text!.data, prompts.length);
      const cosines = rows(global!.data, 3).flatMap((picture) => labels.map((label) => dot(picture, label)));
      expectReference(
        FOLDER,
        "logits_per_image",
        cosines.map((cosine) => scale * cosine + bias),
      );
    });
  });
});

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, i) => sum + value * other[i]!, 0);

function unit(vector: Float32Array): number[] {
  const values = Array.from(vector);
  const length = Math.sqrt(dot(values, values));
  return values.map((value) => value / length);
}
