import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createEngine, type Engine } from "../../../src/inference/engine/engine";
import { FAMILIES } from "../../../src/model/families/families";
import { writeModel } from "../../../src/model/families/write-model";
import { meanDirection } from "../../../src/services/vocabularies/mean-direction";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { referenceArray, referencePath } from "../../helpers/region-text/reference";
import { describeWithShared } from "../../helpers/shared";

const FOLDERS = ["clip", "siglip", "siglip/siglip2", "tips"];
/** The prompts of which `ensemble_embed` is made: OpenAI's seven of a cat. */
const ENSEMBLE_FROM = 8;

describeWithShared("reference/region-text")("the text towers of published architectures", () => {
  let directory: string;
  let engine: Engine;
  let prompts: string[];
  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "regionary-towers-"));
    engine = await createEngine({ provider: "cpu" });
    prompts = JSON.parse(await readFile(path.join(referencePath, "clip/prompts.json"), "utf8"));
  });
  afterAll(async () => {
    await engine.close();
    await rm(directory, { recursive: true });
  });

  it.each(FOLDERS)(
    "give the publisher's vectors, alone or with any others the same bits: %s",
    async (folder) => {
      const written = path.join(directory, folder.replace("/", "-"));
      const source = { checkpointPath: path.join(referencePath, folder), heads: null, given: null };
      const { encoder } = await writeModel(source, FAMILIES, written);
      const tower = { key: folder, directory: path.join(written, "text"), encoder: encoder! };
      const size = encoder!.dimensions;
      const vectors = await engine.encodeTexts(tower, prompts);
      const expected = referenceArray(folder, "text_embeds_normalised_f64").data as Float64Array;
      expect(largestDifference(vectors, expected).value).toBeLessThan(5e-6);

      const filled = ["dog", "cat", "red car"].flatMap((word) =>
        prompts.map((prompt) => prompt.replace("cat", word)),
      );
      const others = [...prompts, ...filled, ...filled.map((text) => `${text} again`)];
      const together = await engine.encodeTexts(tower, others);
      expect(together.slice(0, vectors.length)).toEqual(vectors);
      for (const [place, text] of prompts.entries())
        expect(await engine.encodeTexts(tower, [text])).toEqual(
          vectors.slice(place * size, (place + 1) * size),
        );

      const ensemble = meanDirection(vectors.subarray(ENSEMBLE_FROM * size), size);
      const mean = referenceArray(folder, "ensemble_embed_f64").data as Float64Array;
      expect(largestDifference(ensemble, mean).value).toBeLessThan(5e-6);
    },
  );
});
