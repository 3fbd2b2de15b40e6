import type { Command } from "commander";
import { RegionaryError } from "../../errors";
import { importBackbone } from "../../services/models/import-backbone";
import { requireFiles } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";
import { withImport } from "../with-import";
import { type BackboneOptions, backboneFiles, MANIFEST_HELP } from "./backbone-files";

/** `regionary backbones import`: a backbone without a head, for heads to be trained on it. */
export function addBackbonesImport(backbones: Command, terminal: Terminal): void {
  backbones
    .command("import")
    .description("store a backbone without a head, for heads to be trained on it")
    .requiredOption("--name <name>", "what to call the backbone")
    .requiredOption(
      "--backbone <file>",
      "VGG19 checkpoint of torchvision (.pth or .safetensors), or an .onnx file",
    )
    .option("--manifest <file>", MANIFEST_HELP)
    .action(async (options: BackboneOptions & { readonly name: string }, command: Command) => {
      const files = await backboneFiles(options, command);
      if (!files) throw new RegionaryError("NOT_FOUND", `There is no file ${options.backbone} (--backbone).`);
      await requireFiles({ "--manifest": options.manifest });
      await withDatabase(terminal, async (workplace) => {
        const { backbone, alreadyStored } = await withImport(workplace, terminal, (directory, onProgress) =>
          importBackbone(workplace.db, { name: options.name, files }, directory, onProgress),
        );
        terminal.print(`${alreadyStored ? "Already stored" : "Imported"}: ${backbone.name}`);
        terminal.print(
          `Train a head on it: bin/regionary train --backbone ${backbone.name} --set SET --name NAME`,
        );
      });
    });
}
