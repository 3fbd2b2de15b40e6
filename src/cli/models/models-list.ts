import type { Command } from "commander";
import { IMPORT_HINT } from "../../services/models/model-registry";
import { allModelVersions } from "../../services/models/named-models";
import { vectorSpaceNames } from "../../services/vocabularies/find-space";
import { formatTable } from "../terminal/format-table";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary models list`: every model version, newest first. */
export function addModelsList(models: Command, terminal: Terminal): void {
  models
    .command("list")
    .description("list the model versions, newest first")
    .action(() =>
      withDatabase(terminal, async ({ db }) => {
        const versions = await allModelVersions(db);
        if (versions.length === 0) return terminal.print(IMPORT_HINT);
        const spaces = await vectorSpaceNames(db);
        const rows = versions.map(({ name, version, active, backbone, description, spaceId, createdAt }) => {
          const { family, labels } = description;
          const sizes = Object.entries(description.sizes)
            .map((size) => size.join(" "))
            .sort();
          const day = createdAt.toISOString().slice(0, 10);
          const what = [name, version, active ? "yes" : "", family, backbone?.name ?? ""];
          const space = spaceId === null ? "not set" : spaces.get(spaceId)!;
          return [...what, labels.size, space, sizes.join(", "), day];
        });
        const headings = [
          "NAME",
          "VERSION",
          "ACTIVE",
          "FAMILY",
          "BACKBONE",
          "VECTORS",
          "SPACE",
          "SIZES",
          "IMPORTED",
        ];
        terminal.print(formatTable([headings, ...rows]));
      }),
    );
}
