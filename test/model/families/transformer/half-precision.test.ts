import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openCheckpoint } from "../../../../src/model/checkpoints/open-checkpoint";
import { clipFamily } from "../../../../src/model/families/clip/clip-family";
import { siglipFamily } from "../../../../src/model/families/siglip/siglip-family";
import { tipsFamily } from "../../../../src/model/families/tips/tips-family";
import { writeFloat16Model } from "../../../../src/onnx/float16/write-float16-model";
import { cosine } from "../../../../src/tensor/cosine";
import { largestDifference } from "../../../../src/tensor/largest-difference";
import type { Tensor32 } from "../../../helpers/graph/run-graph";
import { halfValues, writeAsGpusRound } from "../../../helpers/onnx/as-gpus-round";
import { decodeOnnxModel } from "../../../helpers/onnx/decode-onnx-model";
import { runOnnxFile } from "../../../helpers/onnx/run-onnx-file";
import { referenceArray, referencePath } from "../../../helpers/region-text/reference";
import { describeWithShared } from "../../../helpers/shared";

const cases = [
  { folder: "clip", file: "model.safetensors", family: clipFamily, regions: "naclip_reduced" },
  { folder: "siglip", file: "model.safetensors", family: siglipFamily, regions: "vanilla" },
  { folder: "siglip/siglip2", file: "model.safetensors", family: siglipFamily, regions: "vanilla" },
  { folder: "tips", file: "", family: tipsFamily, regions: "values_residual_mlp" },
] as const;

describeWithShared("reference/region-text")("in half precision", () => {
  describe.each(cases)("a model of images and texts: $folder", ({ folder, file, family, regions }) => {
    let directory: string;
    const halfOf = (stem: string) => path.join(directory, "half", `${stem}.onnx`);

    beforeAll(async () => {
      directory = await mkdtemp(path.join(tmpdir(), "regionary-test-"));
      const from = path.join(referencePath, folder);
      const written = path.join(directory, "written");
      const settings = {
        heads: null,
        given: null,
        directory: from,
        choices: { regions: null, side: null, fit: null, tiles: false },
      };
      const checkpoint = await openCheckpoint(path.join(from, file));
      await family.write(checkpoint, settings, written).finally(() => checkpoint.close());
      for (const [part, stem] of [
        ["backbone", "tower"],
        ["model", "regions"],
      ] as const) {
        const whole = path.join(written, part, `${stem}.onnx`);
        await writeFloat16Model(whole, { directory: path.dirname(halfOf(stem)), stem });
      }
    });

    afterAll(() => rm(directory, { recursive: true }));

    it("has its publisher's regions and whole but for rounding, as GPUs round", async () => {
      const { shape, data } = referenceArray(folder, "pixel_values");
      const values = await runRounding("tower", { image: { shape, data: data as Float32Array } });
      const { regions: all } = await runRounding("regions", values);
      const [count, rows, size] = all!.shape as [number, number, number];
      const rowsOf = (from: number, to: number) =>
        Array.from({ length: count }, (_, n) => n * rows).flatMap((first) =>
          Array.from(all!.data.subarray((first + from) * size, (first + to) * size)),
        );
      expectDirections(folder, `regions_${regions}`, rowsOf(0, rows - 1), size);
      expectDirections(folder, "image_embeds_normalised", rowsOf(rows - 1, rows), size);
    });

    it("multiplies in halves, and has norms, softmaxes and the residual stream in float32", async () => {
      const { graph } = decodeOnnxModel(await readFile(halfOf("tower")));
      const halves = halfValues(graph!);
      const valuesOf = (...operators: string[]) =>
        graph!
          .node!.filter(({ opType }) => operators.includes(opType!))
          .flatMap(({ input, output }) => [...input!, ...output!]);
      expect(valuesOf("MatMul").filter((name) => !halves.has(name))).toEqual([]);
      const stream = valuesOf("Add").filter((name) => /^(embeddings|block\d)$/.test(name));
      expect(stream.length).toBeGreaterThan(2);
      const single = [...valuesOf("LayerNormalization", "Softmax"), ...stream];
      expect(single.filter((name) => halves.has(name))).toEqual([]);
    });

    it("keeps rows and their lengths in float32 throughout", async () => {
      const { graph } = decodeOnnxModel(await readFile(halfOf("regions")));
      expect([...halfValues(graph!)]).toEqual([]);
    });

    async function runRounding(stem: string, inputs: Record<string, Tensor32>) {
      const rounding = path.join(directory, `${stem}.onnx`);
      await writeAsGpusRound(halfOf(stem), rounding);
      return runOnnxFile(rounding, inputs);
    }
  });
});

/** Rows at length 1: each in the reference's direction, and no number farther off than four steps of a half below 1. */
function expectDirections(folder: string, name: string, found: readonly number[], size: number) {
  const expected = referenceArray(folder, `${name}_f64`).data as Float64Array;
  const cosines = Array.from({ length: expected.length / size }, (_, i) =>
    cosine(found.slice(i * size, (i + 1) * size), expected.subarray(i * size, (i + 1) * size)),
  );
  expect(Math.min(...cosines)).toBeGreaterThan(0.999995);
  expect(largestDifference(found, expected).value).toBeLessThan(2 ** -9);
}
