import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { openCheckpoint } from "../../../../src/model/checkpoints/open-checkpoint";
import { FAMILIES } from "../../../../src/model/families/families";
import { writeModel } from "../../../../src/model/families/write-model";
import { readValues } from "../../../../src/tensor/read-values";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import type { Tensor32 } from "../../../helpers/graph/run-graph";
import { writeSafetensors } from "../../../helpers/models/safetensors-bytes";
import { referencePath } from "../../../helpers/region-text/reference";
import { describeWithShared } from "../../../helpers/shared";

describeWithShared("reference/region-text")("a text model's folder is refused, with what to do,", () => {
  const directory = directoryPerTest();

  /** A copy of a folder of the reference, changed by hand. */
  async function changed(folder: string, change: (at: string) => Promise<unknown>) {
    const at = await mkdtemp(path.join(directory(), "folder-"));
    await cp(path.join(referencePath, folder), at, {
      recursive: true,
      filter: (file) => !file.endsWith(".npy") && (folder !== "siglip" || !file.endsWith("siglip2")),
    });
    await change(at);
    const source = { checkpointPath: at, heads: null, given: null };
    return writeModel(source, FAMILIES, `${at}-written`);
  }
  const editConfig =
    (edit: (config: Record<"text_config" | "vision_config", Record<string, unknown>>) => void) =>
    async (at: string) => {
      const file = path.join(at, "config.json");
      const config = JSON.parse(await readFile(file, "utf8"));
      edit(config);
      await writeFile(file, JSON.stringify(config));
    };

  const replaced = async (file: string, make: (at: string) => Promise<unknown>) => {
    await rm(file);
    await make(file);
  };

  it.each<[string, string, (at: string) => Promise<unknown>, string]>([
    [
      "without its configuration",
      "clip",
      (at) => rm(path.join(at, "config.json")),
      "must also hold config.json",
    ],
    [
      "without its tokenizer",
      "clip",
      (at) => rm(path.join(at, "tokenizer.json")),
      "must also hold tokenizer.json",
    ],
    [
      "with heads that do not divide its width",
      "siglip/siglip2",
      editConfig(({ text_config }) => {
        text_config.num_attention_heads = 5;
      }),
      "5 attention heads, which must divide its width of 32",
    ],
    [
      "with pictures so large that no machine holds the table of their patches",
      "clip",
      editConfig(({ vision_config }) => {
        vision_config.image_size = 100_000;
      }),
      "100000 pixels on a side; at most 4096 are read",
    ],
    [
      "with more patches on a side than regions are kept of",
      "clip",
      editConfig(({ vision_config }) => {
        vision_config.image_size = 4_096;
      }),
      "patches on a side; at most 64 are read",
    ],
    [
      "with the configuration of another size",
      "siglip/siglip2",
      editConfig(({ vision_config }) => {
        vision_config.image_size = 16;
      }),
      "gives pictures of 16 pixels",
    ],
    [
      "with a deviation of no pixels",
      "clip",
      (at) =>
        writeFile(path.join(at, "preprocessor_config.json"), JSON.stringify({ image_std: [0.5, 0, 0.5] })),
      "image_std",
    ],
    [
      "with an activation that is none of CLIP's",
      "clip",
      editConfig(({ text_config }) => {
        text_config.hidden_act = "swish";
      }),
      "hidden_act",
    ],
    [
      "with a web page for a configuration",
      "clip",
      (at) => writeFile(path.join(at, "config.json"), "<html>"),
      "it is not JSON",
    ],
    [
      "with a directory for a configuration",
      "clip",
      (at) => replaced(path.join(at, "config.json"), (file) => mkdir(file)),
      "it is a directory or a device",
    ],
    [
      "with a link to endless zeros for a configuration",
      "clip",
      (at) => replaced(path.join(at, "config.json"), (file) => symlink("/dev/zero", file)),
      "it is a directory or a device",
    ],
    [
      "with a named pipe for a configuration",
      "clip",
      (at) => replaced(path.join(at, "config.json"), async (file) => execFileSync("mkfifo", [file])),
      "it is a directory or a device",
    ],
    [
      "with another model's tokenizer",
      "siglip",
      async (at) => {
        await rm(path.join(at, "spiece.model"));
        await cp(path.join(referencePath, "clip/tokenizer.json"), path.join(at, "tokenizer.json"));
      },
      "tokenizer.json",
    ],
  ])("%s", async (_, folder, change, message) => {
    await expect(changed(folder, change)).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ["clip", "logit_scale"],
    ["siglip", "logit_bias"],
  ])("without the number that scores are made of: %s, %s", async (folder, name) => {
    const rename = async (at: string) => {
      const file = path.join(at, "model.safetensors");
      const bytes = (await readFile(file)).toString("latin1");
      await writeFile(file, bytes.replace(`"${name}"`, `"${name.toUpperCase()}"`), "latin1");
    };
    await expect(changed(folder, rename)).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: expect.stringMatching(`1 missing: ${name} .*1 not expected: ${name.toUpperCase()} `),
    });
  });

  it("without TIPS' temperature, unless the configuration beside safetensors has it", async () => {
    const withoutTemperature = (config: object) => async (at: string) => {
      const checkpoint = await openCheckpoint(at);
      const tensors = new Map<string, Tensor32>();
      for (const [name, tensor] of checkpoint.tensors)
        tensors.set(name, { shape: tensor.shape, data: await readValues(tensor) });
      await checkpoint.close();
      expect(tensors.delete("text_encoder.temperature")).toBe(true);
      await writeSafetensors(path.join(at, "model.safetensors"), tensors);
      await writeFile(path.join(at, "config.json"), JSON.stringify(config));
    };
    const { part } = await changed("tips", withoutTemperature({ temperature: 0.02 }));
    expect(part.labels).toMatchObject({ from: "text", scale: 50 });
    await expect(changed("tips", withoutTemperature({}))).rejects.toMatchObject({
      message: expect.stringContaining("temperature"),
    });
  });
});
