import type { Command } from "commander";
import { RegionaryError } from "../errors";
import type { ModelVersionRow } from "../services/rows";
import { listModelVersions } from "../storage/model-versions";
import { allRows } from "./all-rows";
import { loadAndActivate } from "./load-and-activate";
import type { Terminal } from "./terminal";
import { withDatabase } from "./with-database";

/** `regionary models activate`: new predictions are made by another version. */
export function addModelsActivate(models: Command, terminal: Terminal): void {
  models
    .command("activate")
    .description("make new predictions by a model version, once it is shown to load")
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .action((wanted: string) =>
      withDatabase(terminal, async ({ db, config }) => {
        const { id } = findModel(await allRows(listModelVersions, db), wanted);
        const { name, version } = await loadAndActivate({ db, config }, id);
        terminal.print(`${name}, version ${version}, is the active model.`);
      }),
    );
}

function findModel(all: readonly ModelVersionRow[], wanted: string): ModelVersionRow {
  const [name, version] = wanted.split("@");
  const named = all.filter((model) => model.name === name);
  const fitting = named.filter((model) => version === undefined || String(model.version) === version);
  const latest = fitting.sort((a, b) => b.version - a.version)[0];
  if (latest) return latest;
  const known = (named.length > 0 ? named : all).map((model) => `${model.name}@${model.version}`);
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no model version "${wanted}". ${known.length > 0 ? `There are: ${known.join(", ")}.` : "None is imported yet."}`,
  );
}
