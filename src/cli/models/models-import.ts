import type { Command } from "commander";
import { type BackboneSource, importModel } from "../../services/models/import-model";
import { findSpace } from "../../services/vocabularies/find-space";
import { positiveInteger, requireFiles } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { withImport } from "../with-import";
import { type BackboneOptions, backboneFiles, MANIFEST_HELP } from "./backbone-files";
import { loadAndActivate } from "./load-and-activate";

interface Options extends Partial<BackboneOptions> {
  readonly name: string;
  readonly head: string;
  readonly heads?: number;
  readonly space?: string;
  readonly activate?: boolean;
}

/** `regionary models import`: makes a model version of a checkpoint and, for most families, a backbone. */
export function addModelsImport(models: Command, terminal: Terminal): void {
  models
    .command("import")
    .description("make a model version from a checkpoint and, for a BiAM head, its backbone")
    .requiredOption("--name <name>", "what to call the model; the same name again makes its next version")
    .requiredOption("--head <file>", "the model's checkpoint: .pth (legacy or zip) or .safetensors")
    .option(
      "--heads <count>",
      "number of attention heads, which is not in a BiAM head's file",
      positiveInteger,
    )
    .option(
      "--backbone <file or name>",
      "VGG19 checkpoint of torchvision (.pth or .safetensors), an .onnx file, or the name of an imported backbone",
    )
    .option("--manifest <file>", MANIFEST_HELP)
    .option(
      "--space <name>",
      "the word-vector set, or other vector space, that it was trained with (by default that of its first vocabulary)",
    )
    .option(
      "--activate",
      "make new predictions with this version, once it has loaded successfully (always for the first one)",
    )
    .action(async (options: Options, command: Command) => {
      const { name, head: checkpointPath, heads = null } = options;
      const backbone = await backboneSource(options, command);
      await requireFiles({ "--head": checkpointPath, "--manifest": options.manifest });
      await withDatabase(terminal, async (workplace) => {
        const space = options.space === undefined ? null : await findSpace(workplace.db, options.space);
        const request = { name, checkpointPath, heads, backbone, spaceId: space?.id };
        const { model, alreadyStored } = await withImport(workplace, terminal, (directory, onProgress) =>
          importModel(workplace.db, request, directory, onProgress),
        );
        terminal.print(
          `${alreadyStored ? "Already stored" : "Imported"}: ${model.name}, version ${model.version}`,
        );
        const active = options.activate ? await loadAndActivate(workplace, model.id) : model;
        terminal.print(
          active.active
            ? "It is the active model."
            : `It is not active: npx regionary models activate ${model.name}@${model.version}`,
        );
      });
    });
}

async function backboneSource(
  { backbone, manifest }: Options,
  command: Command,
): Promise<BackboneSource | null> {
  if (backbone === undefined) return null;
  return (await backboneFiles({ backbone, manifest }, command)) ?? { importedName: backbone };
}
