import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { encodeNpy } from "../../helpers/files/encode-npy";
import { referenceArray, referencePath } from "../../helpers/region-text/reference";
import { describeWithShared, sharedPath } from "../../helpers/shared";
import { runCli } from "../run-cli";

const NAMES = ["pixel_values", "input_ids", "image_embeds", "text_embeds", "logits_per_image"];
/** Of the reference's pixels, in their order. */
const PHOTOS = ["cat_720p.jpg", "owl.jpg", "hot_dog.jpg"].map((name) =>
  path.join(sharedPath, "photos", name),
);

describe("regionary models verify, of a text model,", () => {
  test.each([
    [["--from", "clip", "--head", "biam.pth"], "--from and --head belong to two forms of this command"],
    [["--from", "clip"], "required options not specified: --arrays"],
    [["--head", "biam.pth", "--heads", "8"], "required options not specified: --features, --global"],
    [[], "give --from and --arrays for a model with a text tower, or --head"],
  ])("is refused as wrong usage with %j", async (args, reason) => {
    const { code, err } = await runCli(["models", "verify", ...args]);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});

describeWithShared("reference/region-text", "photos")("regionary models verify, of the text model", () => {
  const directory = directoryPerTest();
  /** Compares a model with the arrays of a reference folder, of which `other` replaces some. */
  const verify = async (model: string, folder: string, other: Record<string, unknown> = {}) => {
    const reference = (name: string) => path.join(referencePath, folder, name);
    const summary = {
      arrays: Object.fromEntries(NAMES.map((name) => [name, reference(`${name}.npy`)])),
      texts: JSON.parse(await readFile(reference("prompts.json"), "utf8")),
      photos: PHOTOS,
      fit: folder === "clip" ? "crop" : "stretch",
      ...other,
    };
    await writeFile(path.join(directory(), "arrays.json"), JSON.stringify(summary));
    return runCli(["models", "verify", "--from", model, "--arrays", directory(), "--tolerance", "1e-5"]);
  };
  /** A copy of a reference model, of which one file is changed. */
  const changed = async (folder: string, file: string, change: (text: string) => string) => {
    const model = path.join(directory(), "model");
    const isOfModel = (name: string) => !/\.npy$|^(arrays|manifest|prompts)\.json$/.test(path.basename(name));
    await cp(path.join(referencePath, folder), model, { recursive: true, filter: isOfModel });
    const own = path.join(model, file);
    await writeFile(own, change(await readFile(own, "utf8")));
    return model;
  };

  test.each([
    ["clip", "clip, 3 photos, 15 texts", "center crop"],
    ["siglip", "siglip, 3 photos, 15 texts", "stretched"],
    ["siglip/siglip2", "siglip, 3 photos, 15 texts", "stretched"],
    ["tips", "tips, 3 photos, 15 texts", "stretched"],
  ])("%s finds tokens, vectors, logits and pixels the same as its publisher's", async (folder, what, fit) => {
    const { code, out, err } = await verify(path.join(referencePath, folder), folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Family ${what}\n`);
    expect(out).toContain(`3 photos read here, ${fit}`);
    expect(out.match(/ same$/gm)).toHaveLength(5);
  });

  test("in open_clip's names is the same as in Hugging Face's", async () => {
    const model = await changed("clip", "open_clip_config.json", (text) => text);
    await rm(path.join(model, "model.safetensors"));
    expect(await verify(model, "clip")).toMatchObject({ code: 0, err: "" });
  });

  test("with another activation than it was trained with is found out, in images and texts", async () => {
    const model = await changed("clip", "config.json", (text) => text.replaceAll("quick_gelu", "gelu"));
    const { code, out, err } = await verify(model, "clip");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Different: text vectors, image vectors, logits\. Check config\.json, such as hidden_act/,
    );
    expect(out).toMatch(/^tokens .* same$/m);
  });

  test("with a tokenizer of which two words have changed places is found out, with a text of them", async () => {
    const swapped = (text: string) => {
      const json = JSON.parse(text);
      const { "cat</w>": cat, "dog</w>": dog } = json.model.vocab;
      Object.assign(json.model.vocab, { "cat</w>": dog, "dog</w>": cat });
      return JSON.stringify(json);
    };
    const { code, out, err } = await verify(await changed("clip", "tokenizer.json", swapped), "clip");
    expect(code).toBe(1);
    expect(err).toMatch(/^Different: tokens, text vectors, logits\. Check the tokenizer's file first/);
    // In CLIP's published vocabulary "cat" is 2368 and "dog" 1929.
    expect(out).toContain('"a photo of a cat.": token 6 is 1929, expected 2368');
    expect(out).toMatch(/^image vectors .* same$/m);
  });

  test("with another filter for pictures is found out by the photos", async () => {
    const bilinear = (text: string) => text.replace('"resample": 3', '"resample": 2');
    const { code, err } = await verify(
      await changed("siglip", "preprocessor_config.json", bilinear),
      "siglip",
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^Different: pixels, mean of 255\. Check preprocessor_config\.json/);
  });

  test("is compared without photos where the arrays name none, and says so", async () => {
    const { code, out } = await verify(path.join(referencePath, "siglip"), "siglip", { photos: [] });
    expect(code).toBe(0);
    expect(out).toContain("The arrays name no photos: how they are read was not compared.");
  });

  test("is different where an expected number is NaN", async () => {
    const { shape, data } = referenceArray("siglip", "image_embeds");
    const file = path.join(directory(), "image_embeds.npy");
    await writeFile(file, encodeNpy(shape, Float32Array.from(data as Float32Array).fill(Number.NaN, 7, 8)));
    const arrays = Object.fromEntries(
      NAMES.map((name) => [name, path.join(referencePath, "siglip", `${name}.npy`)]),
    );
    const { code, err } = await verify(path.join(referencePath, "siglip"), "siglip", {
      arrays: { ...arrays, image_embeds: file },
      photos: [],
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^Different: image vectors\. /);
  });

  test("refuses the arrays of another model, and arrays that do not match each other", async () => {
    const other = await verify(path.join(referencePath, "clip"), "siglip");
    expect(other).toMatchObject({ code: 1, out: "" });
    expect(other.err).toContain(
      "pictures of side 56, vectors of 48 numbers and texts of 64 tokens, where this one has side 56, 32 numbers and at most 77 tokens",
    );
    const fewer = await verify(path.join(referencePath, "clip"), "clip", { texts: ["a photo of a cat."] });
    expect(fewer.err).toContain("must be of shape [1, 77] for 3 photos and 1 texts; got [15, 77]");
    const onePhoto = await verify(path.join(referencePath, "clip"), "clip", { photos: PHOTOS.slice(1) });
    expect(onePhoto.err).toContain("must name the 3 photos of pixel_values, or none; got 2");
    const lost = await verify(path.join(referencePath, "clip"), "clip", { photos: ["a", "b", "c"] });
    expect(lost.err).toMatch(/^There is no photo .*a, which the arrays are of\.$/);
  });

  test("needs a folder of arrays", async () => {
    const model = path.join(referencePath, "clip");
    const { code, err } = await runCli(["models", "verify", "--from", model, "--arrays", directory()]);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^There is no file .*arrays\.json\. Make the folder by scripts\/transformers-arrays\.py\.$/,
    );
    await writeFile(path.join(directory(), "arrays.json"), "<html>");
    const damaged = await runCli(["models", "verify", "--from", model, "--arrays", directory()]);
    expect(damaged.err).toContain("is not as scripts/transformers-arrays.py writes it");
  });
});
