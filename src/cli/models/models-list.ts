import type { Command } from "commander";
import { IMPORT_HINT } from "../../services/models/model-registry";
import { listModelVersions } from "../../storage/models/model-versions";
import { listVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { allRows } from "../all-rows";
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
        const versions = await allRows(listModelVersions, db);
        if (versions.length === 0) return terminal.print(IMPORT_HINT);
        const spaces = new Map((await allRows(listVectorSpaces, db)).map((space) => [space.id, space.name]));
        const rows = versions.map(({ name, version, active, backbone, descriptor, spaceId, createdAt }) => {
          const { channelDim, heads, wordSize } = descriptor.sizes;
          const day = createdAt.toISOString().slice(0, 10);
          const space = spaceId === null ? "not said" : spaces.get(spaceId)!;
          const isActive = active ? "yes" : "";
          return [name, version, isActive, backbone.name, channelDim, heads, wordSize, space, day];
        });
        const headings = [
          "NAME",
          "VERSION",
          "ACTIVE",
          "BACKBONE",
          "CHANNELS",
          "HEADS",
          "WORD SIZE",
          "SPACE",
          "IMPORTED",
        ];
        terminal.print(formatTable([headings, ...rows]));
      }),
    );
}
