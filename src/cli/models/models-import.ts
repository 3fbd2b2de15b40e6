import { type Command, Option } from "commander";
import { type BackboneSource, importModel, type TextChoices } from "../../services/models/import-model";
import { findSpace } from "../../services/vocabularies/find-space";
import { positiveInteger, requireFiles } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { withImport } from "../with-import";
import { type BackboneOptions, backboneFiles, MANIFEST_HELP } from "./backbone-files";
import { loadAndActivate } from "./load-and-activate";

interface Options extends Partial<BackboneOptions> {
  readonly name: string;
  readonly head?: string;
  readonly from?: string;
  readonly regions?: string;
  readonly side?: number;
  readonly fit?: "stretch" | "crop";
  readonly tiles?: boolean;
  readonly templates?: "single" | "ensemble";
  readonly heads?: number;
  readonly weights?: string;
  readonly space?: string;
  readonly activate?: boolean;
}

/** `regionary models import`: makes a model version of a checkpoint and, for most families, a backbone. */
export function addModelsImport(models: Command, terminal: Terminal): void {
  models
    .command("import")
    .description(
      "make a model version: from the folder of a model with a text tower (CLIP, SigLIP, TIPS), or from a checkpoint and, for a BiAM head, its backbone",
    )
    .requiredOption("--name <name>", "what to call the model; the same name again makes its next version")
    .option(
      "--from <folder>",
      "all files of a model with a text tower, as its publisher names them: weights, configuration, tokenizer",
    )
    .option(
      "--regions <way>",
      "how patches are read as regions, such as vanilla (by default the family's best)",
    )
    .option(
      "--side <pixels>",
      "side of the picture, a multiple of the patch; larger ones find smaller things and take longer (by default the publisher's)",
      positiveInteger,
    )
    .addOption(
      new Option(
        "--fit <how>",
        "stretch pictures so that nothing is lost, or look at their center as published figures do",
      )
        .choices(["stretch", "crop"])
        .default(undefined, "stretch"),
    )
    .option(
      "--tiles",
      "see the picture of --side through windows of the publisher's side, every half of it: sharper regions, and a window's time for each",
    )
    .addOption(
      new Option(
        "--templates <set>",
        "the texts into which labels are put: one, or an ensemble of seven to nine",
      )
        .choices(["single", "ensemble"])
        .default(undefined, "single"),
    )
    .option("--head <file>", "the model's checkpoint: .pth (legacy or zip) or .safetensors")
    .option(
      "--heads <count>",
      "number of attention heads, which is not in a BiAM head's file",
      positiveInteger,
    )
    .option(
      "--weights <key>",
      "the key of the weights in the checkpoint, where several fit, such as model or ema",
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
      const { name, heads = null, weights } = options;
      const checkpointPath = checkpointOf(options, command);
      const backbone = await backboneSource(options, command);
      await requireFiles({ "--head": options.head, "--manifest": options.manifest });
      await withDatabase(terminal, async (workplace) => {
        const space = options.space === undefined ? null : await findSpace(workplace.db, options.space);
        const request = {
          name,
          checkpointPath,
          heads,
          weights,
          backbone,
          spaceId: space?.id,
          text: choicesOf(options),
        };
        const { model, alreadyStored } = await withImport(workplace, terminal, (directory, onProgress) =>
          importModel(workplace.db, request, directory, onProgress),
        );
        terminal.print(
          `${alreadyStored ? "Already stored" : "Imported"}: ${model.name}, version ${model.version}`,
        );
        const { whole, probability } = model.description.score;
        if (whole && !whole.isTuned && probability === "calibrated") {
          terminal.print(
            `The whole picture has a share of ${whole.share} in its scores, untuned: bin/regionary models tune ${name} --set SET`,
          );
        }
        const active = options.activate ? await loadAndActivate(workplace, model.id) : model;
        terminal.print(
          active.active
            ? "It is the active model."
            : `It is not active: bin/regionary models activate ${model.name}@${model.version}`,
        );
      });
    });
}

/** What is imported: a model's folder, or a checkpoint. */
function checkpointOf({ from, head }: Options, command: Command): string {
  if (from !== undefined && head === undefined) return from;
  if (head !== undefined && from === undefined) return head;
  return command.error(
    "error: give either --from, the folder of a model with a text tower, or --head, a checkpoint of another family",
  );
}

/** Null for a model of which nothing was chosen. */
function choicesOf({ regions, side, fit, tiles, templates }: Options): TextChoices | null {
  const choices = { regions, side, fit, tiles, templates };
  const chosen = Object.entries(choices).filter(([, choice]) => choice !== undefined);
  return chosen.length > 0 ? Object.fromEntries(chosen) : null;
}

async function backboneSource(
  { backbone, manifest }: Options,
  command: Command,
): Promise<BackboneSource | null> {
  if (backbone === undefined) return null;
  return (await backboneFiles({ backbone, manifest }, command)) ?? { importedName: backbone };
}
