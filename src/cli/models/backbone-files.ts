import type { Command } from "commander";
import type { BackboneFiles } from "../../model/families/backbones/write-backbone";
import { isFile, requireFiles } from "../option-values";

/** What `--backbone` and `--manifest` name. */
export interface BackboneOptions {
  readonly backbone: string;
  readonly manifest?: string;
}

export const MANIFEST_HELP =
  "for an .onnx backbone: JSON that names its input, feature map and global vector";

/**
 * The files of a backbone that a command is given; null if `--backbone` is not a file. Wrong usage ends the
 * command.
 */
export async function backboneFiles(
  { backbone, manifest }: BackboneOptions,
  command: Command,
): Promise<BackboneFiles | null> {
  const isOnnx = backbone.endsWith(".onnx");
  if (isOnnx && manifest === undefined) {
    command.error(
      "error: an .onnx backbone needs --manifest <file>; docs/command-line.md says what is in it",
    );
  }
  if (!isOnnx && manifest !== undefined) {
    command.error("error: --manifest must be used with an .onnx backbone");
  }
  if (isOnnx && manifest !== undefined) {
    await requireFiles({ "--backbone": backbone });
    return { onnxPath: backbone, manifestPath: manifest };
  }
  return (await isFile(backbone)) ? { checkpointPath: backbone } : null;
}
