import os from "node:os";
import type { Command } from "commander";
import { withWorkDirectory } from "../../files/with-work-directory";
import { verifyModel } from "../../services/models/verify-model";
import { verifyTextModel } from "../../services/models/verify-text-model";
import { positiveInteger, requireFiles, tolerance } from "../option-values";
import { interruptible } from "../terminal/interruptible";
import type { Terminal } from "../terminal/terminal";
import { reportHead } from "./report-head";
import { reportTextModel } from "./report-text-model";

/** What is verified, and against what: one of the two forms. */
interface TextOptions {
  readonly from: string;
  readonly arrays: string;
}

interface HeadOptions {
  readonly head: string;
  readonly heads: number;
  readonly weights?: string;
  readonly features: string;
  readonly global: string;
  readonly vectors: string;
  readonly labels: string;
  readonly expect: string;
}

type Options = Partial<TextOptions & HeadOptions> & { readonly tolerance: number };

const TEXT_OPTIONS = ["from", "arrays"] as const;
const HEAD_OPTIONS = ["head", "heads", "features", "global", "vectors", "labels", "expect"] as const;

/** `regionary models verify`: compares a model's numbers with those that another program computed. */
export function addModelsVerify(models: Command, terminal: Terminal): void {
  models
    .command("verify")
    .description(
      "compare a model's numbers, in float32 on the CPU, with those of its publisher's program (--from, --arrays) or, of a BiAM head, with PyTorch's (--head and the other options); needs no database",
    )
    .option(
      "--from <folder>",
      "all files of a model with a text tower (CLIP, SigLIP), as its publisher names them",
    )
    .option("--arrays <folder>", "what scripts/transformers-arrays.py wrote of that model")
    .option("--head <file>", "BiAM checkpoint: .pth (legacy or zip) or .safetensors")
    .option("--heads <count>", "the head's number of attention heads", positiveInteger)
    .option(
      "--weights <key>",
      "the key of the weights in the checkpoint, where several fit, such as model or ema",
    )
    .option("--features <file.npy>", "the backbone's feature maps, [N, C, h, w] or [N, C, h*w]")
    .option("--global <file.npy>", "the global vectors (such as fc7), [N, G]")
    .option("--vectors <file>", "word vectors: GloVe text, word2vec text or binary, each also gzip")
    .option("--labels <file.tsv>", 'lines of a label, a tab, and "seen" or "unseen"')
    .option(
      "--expect <file.npy>",
      "the expected logits, [N, labels]: the seen labels in the order of the file, then the unseen; or only the unseen",
    )
    .option(
      "--tolerance <number>",
      "the largest difference to accept, of logits; with --from, of vectors at length 1",
      tolerance,
      1e-4,
    )
    .action(async (options: Options, command: Command) => {
      const form = formOf(options, command);
      if ("from" in form) await verifyFolder(form, options.tolerance, terminal);
      else await verifyHead(form, options.tolerance, terminal);
    });
}

/** The one form that is given whole; wrong usage ends the command. */
function formOf(options: Options, command: Command): TextOptions | HeadOptions {
  const given = (names: readonly (keyof Options)[]) => names.filter((name) => options[name] !== undefined);
  const [text, head] = [given(TEXT_OPTIONS), given(HEAD_OPTIONS)];
  const dashed = (names: readonly string[]) => names.map((name) => `--${name}`).join(", ");
  if (text.length > 0 && head.length > 0) {
    command.error(
      `error: ${dashed(text)} and ${dashed(head)} belong to two forms of this command: give --from and --arrays for a model with a text tower, or --head and its options for a BiAM head`,
    );
  }
  const needed: readonly (keyof Options)[] = text.length > 0 ? TEXT_OPTIONS : HEAD_OPTIONS;
  const missing = needed.filter((name) => options[name] === undefined);
  if (text.length + head.length === 0) {
    command.error(
      `error: give --from and --arrays for a model with a text tower, or ${dashed(HEAD_OPTIONS)} for a BiAM head`,
    );
  }
  if (missing.length > 0) command.error(`error: required options not specified: ${dashed(missing)}`);
  return options as TextOptions | HeadOptions;
}

async function verifyFolder({ from, arrays }: TextOptions, limit: number, terminal: Terminal): Promise<void> {
  const verification = await inWorkDirectory((directory, onProgress) =>
    verifyTextModel({ modelPath: from, arraysPath: arrays }, directory, onProgress),
  );
  reportTextModel(verification, limit, terminal);
}

async function verifyHead(options: HeadOptions, limit: number, terminal: Terminal): Promise<void> {
  const { head, heads, weights, features, global, vectors, labels, expect } = options;
  await requireFiles({
    "--head": head,
    "--features": features,
    "--global": global,
    "--vectors": vectors,
    "--labels": labels,
    "--expect": expect,
  });
  const request = {
    headPath: head,
    heads,
    weights,
    featuresPath: features,
    globalPath: global,
    vectorsPath: vectors,
    labelsPath: labels,
    expectedPath: expect,
  };
  const verification = await inWorkDirectory((directory, onProgress) =>
    verifyModel(request, directory, onProgress),
  );
  reportHead(verification, limit, terminal);
}

function inWorkDirectory<T>(work: (directory: string, onProgress: () => void) => Promise<T>): Promise<T> {
  return interruptible((signal) =>
    withWorkDirectory(os.tmpdir(), (directory) => work(directory, () => signal.throwIfAborted())),
  );
}
