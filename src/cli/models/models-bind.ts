import type { Command } from "commander";
import { bindModel } from "../../services/models/bind-model";
import { modelVersionNamed } from "../../services/models/named-models";
import { findSpace } from "../../services/vocabularies/find-space";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary models bind`: sets the vector space of a model's labels, where its import did not. */
export function addModelsBind(models: Command, terminal: Terminal): void {
  models
    .command("bind")
    .description("set which vectors a model takes, where its import did not; this cannot be changed later")
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .requiredOption("--space <name>", "the word-vector set, or other vector space, that it was trained with")
    .action((wanted: string, { space: name }: { space: string }) =>
      withDatabase(terminal, async ({ db }) => {
        const { id } = await modelVersionNamed(db, wanted);
        const space = await findSpace(db, name);
        const model = await bindModel(db, id, space.id);
        terminal.print(
          `${model.name}, version ${model.version}, takes vectors of the space "${space.name}".`,
        );
      }),
    );
}
