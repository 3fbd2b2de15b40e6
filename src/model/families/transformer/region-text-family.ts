import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../../errors";
import { writeDirectory } from "../../../files/write-directory";
import { writeOnnxModel } from "../../../onnx/write/write-onnx-model";
import type { TensorSource } from "../../../tensor/tensor-source";
import { openTokenizer } from "../../../text/open-tokenizer";
import type { Checkpoint } from "../../checkpoints/checkpoint";
import type { BackboneDescription } from "../../description";
import { writeModelJson } from "../../packages/write-model-json";
import type { TextEncoder } from "../../text-encoder";
import type { Family, RegionTextChoices, WrittenModel } from "../family";
import { checkSizes } from "./check-sizes";
import { type ChosenModel, choose } from "./choose";
import { describeRegionText, describeTower } from "./describe-region-text";
import { imageTower, tiledImageTower } from "./graphs/image-tower";
import { regionRows } from "./graphs/region-rows";
import { textTower } from "./graphs/text-tower";
import { wholeScore } from "./graphs/whole-score";
import { interpolatedPositions } from "./interpolate-positions";
import type { RegionTextModel } from "./region-text-model";
import { readStored, storedBy } from "./stored-parameters";

/** How a family of this kind reads its checkpoints. */
interface Reads {
  readonly name: string;
  recognizes(checkpoint: Pick<Checkpoint, "tensors">): boolean;
  /** What the checkpoint and the publisher's files in a directory say. */
  describe(checkpoint: Checkpoint, directory: string): Promise<RegionTextModel>;
}

/**
 * A family of models with an image and a text tower: three packages. The backbone has the image tower, `text` the text
 * tower and its tokenizer, and the model what makes regions of the tower's values, and scores.
 */
export function regionTextFamily(reads: Reads): Family & Reads {
  const { name, describe } = reads;
  return {
    ...reads,
    async write(checkpoint, { heads, given, directory: beside, choices }, directory) {
      if (heads !== null || given) {
        throw new RegionaryError(
          "INVALID_INPUT",
          `A ${name} model is imported without a number of heads and without a backbone: its own files say all of it.`,
        );
      }
      const model = await describe(checkpoint, beside);
      checkSizes(model);
      return writeDirectory(directory, (temporary) => writePackages(checkpoint, model, choices, temporary));
    },
  };
}

async function writePackages(
  checkpoint: Checkpoint,
  model: RegionTextModel,
  choices: RegionTextChoices,
  directory: string,
): Promise<WrittenModel> {
  const chosen = choose(model, choices);
  const image = storedBy(model.image.naming, imageTower(model.image.sizes, chosen.reading).parameters);
  const text = storedBy(model.text.naming, textTower(model.text.sizes).parameters);
  // Matched together, so that everything wrong is reported at once; the towers' names for parameters overlap.
  const labelled = [...mark("image", image), ...mark("text", text)];
  const values = readStored(labelled, checkpoint, model);
  const at = async (part: string) => {
    await mkdir(path.join(directory, part));
    return path.join(directory, part);
  };
  const backbone = await writeTower(chosen, (name) => values.get(`image ${name}`)!, await at("backbone"));
  const encoder = await writeText(model, (name) => values.get(`text ${name}`)!, await at("text"));
  const part = await writeOwn(chosen, await at("model"));
  return { part, backbone, encoder };
}

function mark(tower: string, stored: ReturnType<typeof storedBy>) {
  return stored.map(({ parameter, place }) => ({
    parameter: { ...parameter, name: `${tower} ${parameter.name}` },
    place,
  }));
}

type Read = (parameter: string) => TensorSource;

async function writeTower(chosen: ChosenModel, read: Read, directory: string): Promise<BackboneDescription> {
  const { sizes, tiles, reading, from, positions } = chosen;
  const readParameter = (name: string) =>
    name === "position_embedding"
      ? interpolatedPositions(read(name), { from, to: sizes.grid, rule: positions })
      : read(name);
  const graph = tiles ? tiledImageTower(sizes, reading, { ...chosen, tiles }) : imageTower(sizes, reading);
  await writeOnnxModel({ graph, directory, stem: "tower", readParameter });
  const description = describeTower(chosen);
  await writeModelJson(directory, description);
  return description;
}

async function writeText(
  { text, tokenizer }: RegionTextModel,
  read: Read,
  directory: string,
): Promise<TextEncoder> {
  await writeOnnxModel({ graph: textTower(text.sizes), directory, stem: "text", readParameter: read });
  await checkTokenizer(tokenizer, text.sizes);
  const file = path.basename(tokenizer.path);
  await copyFile(tokenizer.path, path.join(directory, file));
  const encoder: TextEncoder = {
    graph: "text.onnx",
    tokenizer: { kind: tokenizer.kind, file },
    maxTokens: text.sizes.maxTokens,
    dimensions: text.sizes.size,
  };
  await writeFile(path.join(directory, "encoder.json"), `${JSON.stringify(encoder, null, 2)}\n`);
  return encoder;
}

/** Rows of an embedding that no token has: publishers round its length up. */
const MOST_SPARE_ROWS = 1_024;

/** INVALID_CHECKPOINT for a tokenizer of another model, whose ids would name other rows of the embedding. */
async function checkTokenizer(
  { kind, path: file }: RegionTextModel["tokenizer"],
  { vocabulary, maxTokens }: RegionTextModel["text"]["sizes"],
): Promise<void> {
  const { size } = await openTokenizer({ kind, file, maxTokens });
  if (size <= vocabulary && vocabulary - size < MOST_SPARE_ROWS) return;
  throw new RegionaryError(
    "INVALID_CHECKPOINT",
    `${path.basename(file)} has ${size} tokens, and the model's embedding ${vocabulary} rows: it is another model's. Download all files of the model into one folder.`,
  );
}

async function writeOwn(chosen: ChosenModel, directory: string) {
  const { sizes, grid, tiles, leastLength } = chosen;
  const description = describeRegionText(chosen);
  const { topRegions } = description.score;
  const graphs = {
    regions: regionRows(grid, sizes.size, tiles ? null : leastLength),
    score: wholeScore(grid, sizes.size, { topRegions, maps: false }),
    "score-maps": wholeScore(grid, sizes.size, { topRegions, maps: true }),
  };
  const readParameter = (name: string): TensorSource => {
    throw new TypeError(`regions and scores have no parameter ${name}`);
  };
  for (const [stem, graph] of Object.entries(graphs)) {
    await writeOnnxModel({ graph, directory, stem, readParameter });
  }
  await writeModelJson(directory, description);
  return description;
}
