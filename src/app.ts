import "reflect-metadata";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config";
import { isRegionaryError } from "./errors";
import { startHttp } from "./http/server";
import { providerLine } from "./inference/providers/providers";
import { openInstallation } from "./installation";
import { startJobRunner } from "./jobs/job-runner";
import { ALL_TASKS } from "./jobs/work-tasks";
import type { ServiceContext } from "./services/context";
import { createContext } from "./services/create-context";
import { explainStorageFailure } from "./services/explain-storage-failure";
import { seedFirstModel } from "./services/models/seed-first-model";
import { photoHint } from "./services/setup/photo-hint";
import type { Database } from "./storage/database/database";

export interface App {
  /** Where the service is reached. */
  readonly url: string;
  readonly context: ServiceContext;
  /** Stops everything in the opposite order; batches under way go on at the next start. */
  stop(): Promise<void>;
}

/**
 * Puts the service together and starts it; `log` gets a line for each thing worth knowing. With `firstModel` a
 * new database gets the model that ships.
 */
export async function startApp(
  config: Config,
  log: (line: string) => void,
  { firstModel = false }: { firstModel?: boolean } = {},
): Promise<App> {
  const started: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async () => {
    const failures: unknown[] = [];
    for (const stop of started.reverse()) await stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  const stop = () => (stopping ??= stopAll());
  try {
    const installation = await openInstallation(config, log);
    started.push(installation.close);
    if (firstModel) await bringFirstModel(installation.db, config, log);
    const { context, close } = await createContext(installation.db, {
      ...config,
      version: readVersion(),
      log,
      tell: log,
    });
    started.push(close);
    const report = (error: unknown) => {
      if (!context.storageTrouble.note(error))
        log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    };
    log(providerLine(context.engine.provider));
    const hint = await photoHint(installation.db);
    if (hint !== null) log(hint);
    const http = await startHttp(context, { ...config, report });
    // Requests end before the jobs, the jobs before what they use.
    const jobs = await startJobRunner(context, log, ALL_TASKS, log).catch(async (error: unknown) => {
      await http.stop();
      throw error;
    });
    started.push(jobs.stop, http.stop);
    loadActiveModel(context, log);
    return { url: http.url, context, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A service without a model is useful too: what goes wrong here is reported, and does not end the start. */
async function bringFirstModel(
  db: Database,
  { dataDirectory }: Config,
  log: (line: string) => void,
): Promise<void> {
  const directory = path.resolve(__dirname, "../scenes");
  const workDirectory = path.join(dataDirectory, "tmp");
  try {
    const brought = await seedFirstModel(db, { directory, workDirectory });
    if (brought)
      log(
        "Added the model that ships, its word vectors, two vocabularies and a benchmark set of 300 pictures",
      );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log(`The model that ships could not be added: ${why}`);
  }
}

/** Loads the active model before the first request needs it, or says how to get one. */
function loadActiveModel({ models }: ServiceContext, log: (line: string) => void): void {
  models
    .active()
    .then(async (model) => {
      await models.loaded(model);
      const why = model.active ? "" : ": in 8 bits, for the active one";
      log(`The model ${model.name}, version ${model.version}, is ready${why}`);
    })
    .catch((error: unknown) => {
      const ofStorage = explainStorageFailure(error);
      if (ofStorage !== null) log(`The active model is not loaded yet. ${ofStorage}`);
      else if (!isRegionaryError(error)) log(`The active model cannot be loaded: ${String(error)}`);
      else if (error.code !== "CANCELLED") log(error.message);
    });
}

function readVersion(): string {
  return JSON.parse(readFileSync(path.resolve(__dirname, "../package.json"), "utf8")).version;
}
