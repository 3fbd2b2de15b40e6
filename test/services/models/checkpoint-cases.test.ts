import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { verifyModel } from "../../../src/services/models/verify-model";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const cases = path.join(__dirname, "../../fixtures/cases");
const directory = directoryPerTest();

/** The largest difference from logits that were computed in NumPy by the paper's description. */
async function difference(file: string, weights?: string): Promise<number> {
  const at = (name: string) => path.join(cases, "checkpoints", name);
  const { largest } = await verifyModel(
    {
      headPath: at(file),
      heads: 2,
      weights,
      featuresPath: at("features.npy"),
      globalPath: at("global.npy"),
      labelsPath: at("labels.tsv"),
      vectorsPath: path.join(cases, "word-vectors/words.txt"),
      expectedPath: at("logits.npy"),
    },
    await mkdtemp(path.join(directory(), "case-")),
  );
  return largest.value;
}

describe("a training's checkpoint gives the head's numbers", () => {
  test.each([
    ["alone", "control.pth"],
    ["beside a Counter", "21-counter.pth"],
    ["beside a number of NumPy's", "21-numpy-scalar.pth"],
    ["beside the settings of argparse", "21-namespace.pth"],
    ["beside a torch.Size", "21-torch-size.pth"],
    ["beside a set", "21-set.pth"],
    ["beside bytes", "21-bytes.pth"],
    ["beside a call, which is not made", "21-control-a-call-beside-the-weights.pth"],
    ["beside what protocol 5 writes: sets, bytes, arrays, deques", "21-protocol-5.pth"],
    ["beside settings and a date, in the legacy format", "21-legacy-namespace.pth"],
    ["under the key model", "22-model.pth"],
    ["under the key model_state_dict", "22-model-state-dict.pth"],
    ["of Lightning, behind model. and beside another module", "22-lightning.pth"],
    ["of DistributedDataParallel and torch.compile, beside an optimizer", "22-distributed.pth"],
    ["beside a discriminator, which fits no model", "22-discriminator.pth"],
  ])("%s", async (_, file) => {
    expect(await difference(file)).toBeLessThan(1e-4);
    expect(existsSync("regionary-case-21-ran")).toBe(false);
  });
});

describe("a training's checkpoint with several weights", () => {
  test.each([
    ["22-two-candidates.pth", "model", "ema"],
    ["22-timm-ema.pth", "state_dict", "state_dict_ema"],
  ])("%s asks which, and takes those that are named", async (file, own, other) => {
    const asked = difference(file);
    await expect(asked).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(asked).rejects.toThrow(
      `${own} (32 tensors), ${other} (32 tensors). Say which with --weights`,
    );
    expect(await difference(file, own)).toBeLessThan(1e-4);
    expect(await difference(file, other)).toBeGreaterThan(1e-2);
    await expect(difference(file, "none")).rejects.toThrow(`under the key "none". It has: ${own} (32`);
  });
});

describe("a checkpoint with something unknown among the weights", () => {
  test.each(["21-control-a-call-among-the-weights.pth", "21-control-plain-with-a-call.pth"])(
    "is refused by its name: %s",
    async (file) => {
      await expect(difference(file)).rejects.toMatchObject({
        code: "INVALID_CHECKPOINT",
        message: expect.stringContaining('"posix.mkdir" among the weights'),
      });
      expect(existsSync("regionary-case-21-ran")).toBe(false);
    },
  );
});
