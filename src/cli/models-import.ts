import path from "node:path";
import type { Command } from "commander";
import { type BackboneSource, importModel } from "../services/import-model";
import { loadAndActivate } from "./load-and-activate";
import { isFile, positiveInteger, requireFiles } from "./option-values";
import { showProgress } from "./show-progress";
import type { Terminal } from "./terminal";
import { withDatabase } from "./with-database";
import { withWorkDirectory } from "./with-work-directory";

interface Options {
  readonly name: string;
  readonly head: string;
  readonly heads: number;
  readonly backbone: string;
  readonly manifest?: string;
  readonly activate?: boolean;
}

/** `regionary models import`: a head checkpoint and a backbone become a model version. */
export function addModelsImport(models: Command, terminal: Terminal): void {
  models
    .command("import")
    .description("make a model version from a BiAM head and a backbone")
    .requiredOption("--name <name>", "what to call the model; the same name again makes its next version")
    .requiredOption("--head <file>", "BiAM checkpoint: .pth (legacy or zip) or .safetensors")
    .requiredOption("--heads <count>", "the head's number of attention heads", positiveInteger)
    .requiredOption(
      "--backbone <file or name>",
      "VGG19 checkpoint of torchvision (.pth or .safetensors), an .onnx file, or the name of an imported backbone",
    )
    .option(
      "--manifest <file>",
      "for an .onnx backbone: JSON that names its input, feature map and global vector",
    )
    .option(
      "--activate",
      "make new predictions by this version, once it is shown to load (the first one always)",
    )
    .action(async (options: Options, command: Command) => {
      const backbone = await backboneOf(options, command);
      await requireFiles({ "--head": options.head, "--manifest": options.manifest });
      await withDatabase(terminal, async ({ db, config, signal }) => {
        const { model, alreadyStored } = await withWorkDirectory(
          path.join(config.dataDirectory, "tmp"),
          (workDirectory) =>
            showProgress({ format: "{value} MB stored" }, (update) => {
              let last = "";
              return importModel(
                db,
                { name: options.name, headPath: options.head, heads: options.heads, backbone },
                workDirectory,
                (step, storedBytes) => {
                  signal.throwIfAborted();
                  if (step !== last) terminal.warn(step);
                  last = step;
                  if (storedBytes > 0) update(Math.round(storedBytes / 1e6));
                },
              );
            }),
        );
        terminal.print(
          `${alreadyStored ? "Already stored" : "Imported"}: ${model.name}, version ${model.version}`,
        );
        const active = options.activate ? await loadAndActivate({ db, config }, model.id) : model;
        terminal.print(
          active.active
            ? "It is the active model."
            : `It is not active: npx regionary models activate ${model.name}@${model.version}`,
        );
      });
    });
}

async function backboneOf({ backbone, manifest }: Options, command: Command): Promise<BackboneSource> {
  const isOnnx = backbone.endsWith(".onnx");
  if (isOnnx && manifest === undefined) {
    command.error(
      "error: an .onnx backbone needs --manifest <file>; docs/command-line.md says what is in it",
    );
  }
  if (!isOnnx && manifest !== undefined) {
    command.error("error: --manifest goes with an .onnx backbone only");
  }
  if (isOnnx && manifest !== undefined) {
    await requireFiles({ "--backbone": backbone });
    return { onnxPath: backbone, manifestPath: manifest };
  }
  return (await isFile(backbone)) ? { checkpointPath: backbone } : { importedName: backbone };
}
