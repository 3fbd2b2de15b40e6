import { RegionaryError } from "../../errors";

/** The files in a directory that hold its model's weights. */
export type Weights =
  | { readonly file: string }
  /** A list of shards, and which tensor is in which. */
  | { readonly index: string }
  /** TIPS' two files of one model. */
  | { readonly vision: string; readonly text: string };

/** First those that are read without a pickle; open_clip's publishers put Hugging Face's names beside their own. */
const FILES = [
  ...["model.safetensors", "model.safetensors.index.json", "open_clip_model.safetensors"],
  ...["pytorch_model.bin", "pytorch_model.bin.index.json", "open_clip_pytorch_model.bin"],
];
const VISION = /^(.*_)?vision\.npz$/;
const LISTED_AT_MOST = 20;

/**
 * Which of a directory's files are its weights, the same for the same names. Throws INVALID_CHECKPOINT where there
 * are none, or several pairs of .npz files.
 */
export function findWeights(names: readonly string[]): Weights {
  const known = FILES.find((name) => names.includes(name));
  if (known !== undefined) return known.endsWith(".index.json") ? { index: known } : { file: known };
  const pairs = pairsOf(names);
  const [pair] = pairs;
  if (pair && pairs.length === 1) return pair;
  if (pair) {
    const listed = pairs.map(({ vision, text }) => `${vision} with ${text}`).join(", ");
    throw notOne(`found several (${listed}). Put each into a directory of its own`);
  }
  const there = names.length === 0 ? "nothing" : [...names].sort().slice(0, LISTED_AT_MOST).join(", ");
  const more = names.length > LISTED_AT_MOST ? ` and ${names.length - LISTED_AT_MOST} more` : "";
  throw notOne(
    `looked for ${FILES.join(", ")} and for a pair such as NAME_vision.npz with NAME_text.npz; there is ${there}${more}`,
  );
}

function pairsOf(names: readonly string[]): { vision: string; text: string }[] {
  return names.flatMap((vision) => {
    const match = VISION.exec(vision);
    const text = `${match?.[1] ?? ""}text.npz`;
    return match && names.includes(text) ? [{ vision, text }] : [];
  });
}

function notOne(found: string): RegionaryError {
  return new RegionaryError("INVALID_CHECKPOINT", `Expected a directory with one model's weights: ${found}.`);
}
