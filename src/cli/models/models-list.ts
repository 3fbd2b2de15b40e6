import type { Command } from "commander";
import { toGlobalId } from "../../services/global-id";
import { IMPORT_HINT } from "../../services/models/model-registry";
import { allModelVersions } from "../../services/models/named-models";
import { vectorSpaceNames } from "../../services/vocabularies/find-space";
import { day, printList, withJsonOption } from "../terminal/list-output";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** `regionary models list`: every model version, newest first. */
export function addModelsList(models: Command, terminal: Terminal): void {
  withJsonOption(models.command("list"))
    .description("list the model versions, newest first")
    .action(({ json }: { json?: true }) =>
      withDatabase(terminal, async ({ db }) => {
        const spaces = await vectorSpaceNames(db);
        const rows = (await allModelVersions(db)).map((model) => {
          const { description, backbone, spaceId } = model;
          return {
            id: toGlobalId("ModelVersion", model.id),
            name: model.name,
            version: model.version,
            active: model.active,
            family: description.family,
            backbone: backbone && { id: toGlobalId("Backbone", backbone.id), name: backbone.name },
            sizes: { ...description.sizes, wordSize: description.labels.size },
            space: spaceId && { id: toGlobalId("VectorSpace", spaceId), name: spaces.get(spaceId)! },
            headHash: model.packageHash,
            createdAt: model.createdAt,
          };
        });
        printList<(typeof rows)[number]>(terminal, {
          json,
          columns: {
            NAME: ({ name }) => name,
            VERSION: ({ version }) => version,
            ACTIVE: ({ active }) => (active ? "yes" : ""),
            FAMILY: ({ family }) => family,
            BACKBONE: ({ backbone }) => backbone?.name ?? "",
            VECTORS: ({ sizes }) => sizes.wordSize,
            SPACE: ({ space }) => (space ? space.name : "not set"),
            SIZES: ({ sizes: { wordSize: _, ...own } }) => describeSizes(own),
            IMPORTED: ({ createdAt }) => day(createdAt),
          },
          rows,
          none: IMPORT_HINT,
        });
      }),
    );
}

function describeSizes(sizes: Readonly<Record<string, number>>): string {
  return Object.entries(sizes)
    .map((size) => size.join(" "))
    .sort()
    .join(", ");
}
