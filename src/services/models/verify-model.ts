import { readFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { scoreValues } from "../../inference/checks/score-values";
import type { GivenValue } from "../../model/chain";
import { FAMILIES } from "../../model/families/families";
import { writeModel } from "../../model/families/write-model";
import { type Difference, largestDifference } from "../../tensor/largest-difference";
import type { NpyArray } from "../../tensor/npy";
import { formatShape } from "../../tensor/shape";
import { readWordVectors } from "../../vocabulary/files/read-word-vectors";
import { inMemoryWords } from "../../vocabulary/in-memory-words";
import { parseLabelsTsv } from "../../vocabulary/parse-labels-tsv";
import { type LabelResolution, resolveLabels } from "../../vocabulary/resolve-labels";
import type { WordVector } from "../../vocabulary/word-vector";
import { wordsHash } from "../../vocabulary/words-hash";
import { asFloat32, readFloatArray } from "./read-float-array";

/** A head's checkpoint, and the files that say what its output must be. */
interface ModelToVerify {
  readonly headPath: string;
  readonly heads: number;
  /** The key of the weights in the checkpoint, where several fit. */
  readonly weights?: string;
  /** .npy [N, Cf, h, w], or [N, Cf, h*w] of a square grid. */
  readonly featuresPath: string;
  /** .npy [N, G] */
  readonly globalPath: string;
  readonly vectorsPath: string;
  readonly labelsPath: string;
  /** .npy [N, C]: of all labels, seen ones first; or only of the unseen ones. */
  readonly expectedPath: string;
}

/** How far a head's logits are from the expected ones. */
export interface Verification {
  readonly images: number;
  /** What was compared, in the order of the columns. */
  readonly labels: readonly string[];
  readonly columns: "ALL" | "UNSEEN";
  /** Labels whose vector is not that of the identically spelled word. */
  readonly inexact: readonly string[];
  readonly largest: Difference;
  /** The identity of the word vectors' space. */
  readonly space: string;
}

type Resolved = Exclude<LabelResolution, { method: "UNRESOLVED" }>;

/**
 * Runs a head entirely in float32 on given features and compares its logits with expected ones. The
 * labels are in the order of NUS-WIDE's generalized task: the seen ones as in the file, then the unseen.
 * `workDirectory` holds the converted head meanwhile. Throws INVALID_INPUT for arrays that do not match each
 * other, INVALID_VOCABULARY for labels without a vector, and what `writeModel` throws.
 */
export async function verifyModel(
  request: ModelToVerify,
  workDirectory: string,
  onProgress: (imagesDone: number) => void = () => undefined,
): Promise<Verification> {
  const features = await readFloatArray(request.featuresPath);
  const global = await readFloatArray(request.globalPath);
  const expected = await readFloatArray(request.expectedPath);
  const images = checkShapes(features, global, expected);
  const listed = parseLabelsTsv(await readFile(request.labelsPath, "utf8"));
  const { labels, columns } = labelsOfColumns(listed, expected.shape[1]!);

  const directory = path.join(workDirectory, "head");
  const given = givenValues(features.shape, global.shape[1]!);
  const source = { checkpointPath: request.headPath, heads: request.heads, given, weights: request.weights };
  const { part } = await writeModel(source, FAMILIES, directory);
  const { size } = part.labels;
  const { resolved, space } = await resolveAll(labels, request.vectorsPath, size);
  const vectors = new Float32Array(labels.length * size);
  for (const [index, { vector }] of resolved.entries()) vectors.set(vector, index * size);
  const inputs = {
    images,
    values: { features: asFloat32(features.data), global: asFloat32(global.data) },
    labels: labels.length,
    vectors,
  };
  const logits = await scoreValues(part, path.join(directory, "model"), inputs, onProgress); // [N, C]
  return {
    images,
    labels,
    columns,
    inexact: resolved.filter(({ method }) => method !== "EXACT").map(({ label }) => label),
    largest: largestDifference(logits, expected.data),
    space,
  };
}

/** The number of images, which the three arrays must agree on. */
function checkShapes(features: NpyArray, global: NpyArray, expected: NpyArray): number {
  const [images = 0] = features.shape;
  const ranks = [features.shape.length === 3 || features.shape.length === 4, global.shape.length === 2];
  const agree = global.shape[0] === images && expected.shape[0] === images && images > 0;
  if (agree && expected.shape.length === 2 && ranks.every(Boolean)) return images;
  throw new RegionaryError(
    "INVALID_INPUT",
    "Expected features [N, C, h, w] or [N, C, h*w], global vectors [N, G] and logits [N, labels] of the same " +
      `N images; got ${formatShape(features.shape)}, ${formatShape(global.shape)} and ${formatShape(expected.shape)}.`,
  );
}

function givenValues(shape: readonly number[], globalSize: number): GivenValue[] {
  const [channels, height, width] = [shape[1]!, shape[2]!, shape[3]];
  const valuesOn = (grid: number[]) => [
    { name: "features", shape: [channels, ...grid] },
    { name: "global", shape: [globalSize] },
  ];
  if (width !== undefined) return valuesOn([height, width]);
  const side = Math.round(Math.sqrt(height));
  if (side * side === height) return valuesOn([side, side]);
  throw new RegionaryError(
    "INVALID_INPUT",
    `Features of shape ${formatShape(shape)} have ${height} positions, which do not form a square grid. Save them as [N, C, h, w].`,
  );
}

function labelsOfColumns(
  listed: readonly { label: string; seen: boolean }[],
  columns: number,
): { labels: string[]; columns: Verification["columns"] } {
  const marked = (seen: boolean) => listed.filter((entry) => entry.seen === seen).map(({ label }) => label);
  const unseen = marked(false);
  if (columns === listed.length) return { labels: [...marked(true), ...unseen], columns: "ALL" };
  if (columns === unseen.length) return { labels: unseen, columns: "UNSEEN" };
  throw new RegionaryError(
    "INVALID_INPUT",
    `Expected a column of logits for each of the ${listed.length} labels, or for each of the ${unseen.length} unseen ones; got ${columns} columns.`,
  );
}

async function resolveAll(
  labels: string[],
  vectorsPath: string,
  wordSize: number,
): Promise<{ resolved: Resolved[]; space: string }> {
  const hash = wordsHash();
  const words = await inMemoryWords(hashed(readWordVectors(vectorsPath), hash));
  if (words.dimensions !== wordSize) {
    throw new RegionaryError(
      "INVALID_WORD_VECTORS",
      `The head maps vectors of ${wordSize} numbers; those of ${vectorsPath} have ${words.dimensions}.`,
    );
  }
  const resolutions = await resolveLabels(
    labels.map((label) => ({ label })),
    words,
  );
  const problems = resolutions.flatMap((resolution) =>
    resolution.method === "UNRESOLVED"
      ? [{ label: resolution.label, reason: "has no vector", nearest: resolution.nearest }]
      : [],
  );
  if (problems.length > 0) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${labels.length} labels have no vector in ${vectorsPath}.`,
      { problems },
    );
  }
  const resolved = resolutions.filter((resolution) => resolution.method !== "UNRESOLVED");
  return { resolved, space: `words:${hash.digest()}` };
}

async function* hashed(words: AsyncIterable<WordVector>, hash: ReturnType<typeof wordsHash>) {
  for await (const entry of words) {
    hash.add(entry);
    yield entry;
  }
}
