import os from "node:os";
import type { Command } from "commander";
import { withWorkDirectory } from "../../files/with-work-directory";
import { type Verification, verifyModel } from "../../services/models/verify-model";
import { positiveInteger, requireFiles, tolerance } from "../option-values";
import { interruptible } from "../terminal/interruptible";
import type { Terminal } from "../terminal/terminal";

interface Options {
  readonly head: string;
  readonly heads: number;
  readonly features: string;
  readonly global: string;
  readonly vectors: string;
  readonly labels: string;
  readonly expect: string;
  readonly tolerance: number;
}

/** `regionary models verify`: compares a head's logits with those that another program computed. */
export function addModelsVerify(models: Command, terminal: Terminal): void {
  models
    .command("verify")
    .description("compare a head's logits, in float32 on the CPU, with those of PyTorch; needs no database")
    .requiredOption("--head <file>", "BiAM checkpoint: .pth (legacy or zip) or .safetensors")
    .requiredOption("--heads <count>", "the head's number of attention heads", positiveInteger)
    .requiredOption("--features <file.npy>", "the backbone's feature maps, [N, C, h, w] or [N, C, h*w]")
    .requiredOption("--global <file.npy>", "the global vectors (such as fc7), [N, G]")
    .requiredOption("--vectors <file>", "word vectors: GloVe text, word2vec text or binary, each also gzip")
    .requiredOption("--labels <file.tsv>", 'lines of a label, a tab, and "seen" or "unseen"')
    .requiredOption(
      "--expect <file.npy>",
      "the expected logits, [N, labels]: the seen labels in the order of the file, then the unseen; or only the unseen",
    )
    .requiredOption("--tolerance <number>", "the largest difference to accept, such as 1e-4", tolerance)
    .action(async (options: Options) => {
      const { head, heads, features, global, vectors, labels, expect } = options;
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
        featuresPath: features,
        globalPath: global,
        vectorsPath: vectors,
        labelsPath: labels,
        expectedPath: expect,
      };
      const verification = await interruptible((signal) =>
        withWorkDirectory(os.tmpdir(), (directory) =>
          verifyModel(request, directory, () => signal.throwIfAborted()),
        ),
      );
      report(verification, options.tolerance, terminal);
    });
}

function report(
  { images, labels, columns, inexact, largest, space }: Verification,
  limit: number,
  terminal: Terminal,
) {
  const which =
    columns === "ALL" ? "the seen ones first" : "the unseen ones alone, as many as --expect has columns";
  terminal.print(`${images} images x ${labels.length} labels (${which})`);
  terminal.print(`Vector space: ${space}`);
  if (inexact.length > 0) {
    const some = inexact.slice(0, 5).join(", ");
    terminal.print(
      `${inexact.length} labels take the vector of a variant or the mean of their words: ${some}`,
    );
  }
  const image = Math.floor(largest.index / labels.length) + 1;
  const label = labels[largest.index % labels.length];
  const value = largest.value.toExponential(3);
  const place = `image ${image}, "${label}": ${largest.found}, expected ${largest.expected}`;
  terminal.print(`Largest difference: ${value} (${place})`);
  if (largest.value <= limit) terminal.print(`Within the tolerance of ${limit}`);
  else
    terminal.fail(
      `Over the tolerance of ${limit}. A wrong --heads, --vectors or --labels gives such a difference too.`,
    );
}
