import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { readConfig } from "../src/config";
import type { ProviderSetting } from "../src/inference/providers/providers";
import type { ModelDescription } from "../src/model/description";
import { packagesOf } from "../src/model/packages/packages-of";
import { importModel, type ModelToImport } from "../src/services/models/import-model";
import type { Database } from "../src/storage/database/database";
import { openStorage, type Storage } from "../src/storage/database/open-storage";
import { activateModelVersion, type ModelVersionRow } from "../src/storage/models/model-versions";
import { fetchPackage } from "../src/storage/models/packages";
import { writeTinyModelFiles } from "../test/helpers/models/tiny-model";
import { writeClipFiles } from "./models/clip-files";
import { writeInt8Model } from "./models/int8-model";
import { writeSmallFiles } from "./models/small-files";
import { writeVgg19Files } from "./models/vgg19-files";
import { progress } from "./runner/progress";
import { type ServiceProcess, startServiceProcess } from "./service/service-process";

type WrittenName = "vgg19" | "small" | "tiny" | "clip-b16" | "clip-b32";
export type ModelName = WrittenName | `${"vgg19" | "clip-b16" | "clip-b32"}-int8`;

/** A model whose packages are in a directory. */
export interface BenchModel {
  readonly name: ModelName;
  readonly description: ModelDescription;
  readonly directory: string;
}

/** One data directory for all benchmarks of a run: a model is made when it is first needed. */
export interface Workplace {
  /** The execution provider, by its setting. */
  readonly provider: ProviderSetting;
  model(name: ModelName): Promise<BenchModel>;
  /** The same as it is stored, and where: for what is measured without a service of its own. */
  stored(name: ModelName): Promise<{ directory: string; db: Database; id: string }>;
  /** Starts the service with the model active. */
  serve(name: ModelName): Promise<ServiceProcess>;
  /** Stops the database and what services still run, and removes everything. */
  close(): Promise<void>;
}

const writers = {
  vgg19: writeVgg19Files,
  small: writeSmallFiles,
  tiny: writeTinyFiles,
  "clip-b16": (directory: string) => writeClipFiles(directory, 16),
  "clip-b32": (directory: string) => writeClipFiles(directory, 32),
};

export function createWorkplace(): Workplace {
  const { provider } = readConfig({ REGIONARY_PROVIDER: process.env.REGIONARY_PROVIDER || "cpu" });
  const models = new Map<ModelName, Promise<ModelVersionRow>>();
  const services: ServiceProcess[] = [];
  let opened: Promise<{ directory: string; storage: Storage }> | undefined;

  const open = () =>
    (opened ??= (async () => {
      const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-bench-"));
      await chmod(directory, 0o755); // run by root, PostgreSQL has another user, who must get in
      const log = () => undefined;
      return { directory, storage: await openStorage({ databaseUrl: null, dataDirectory: directory, log }) };
    })());

  const stored = (name: ModelName): Promise<ModelVersionRow> => {
    const known = models.get(name) ?? make(name);
    models.set(name, known);
    return known;
  };

  const make = async (name: ModelName): Promise<ModelVersionRow> => {
    const { directory, storage } = await open();
    const { db } = storage;
    const files = await mkdtemp(path.join(directory, "files-"));
    try {
      if (isInt8(name)) {
        const float32 = await stored(name.replace("-int8", "") as WrittenName);
        progress(`making ${name}`);
        return await writeInt8Model(db, float32, name, { work: files, modelCache: cacheOf(directory) });
      }
      progress(`making ${name}`);
      const toImport = await writers[name](files);
      return (await importModel(db, toImport, directory)).model;
    } finally {
      await rm(files, { recursive: true, force: true });
    }
  };

  return {
    provider,
    async model(name) {
      const { description } = await stored(name);
      const { directory, storage } = await open();
      const packages = cacheOf(directory);
      for (const hash of packagesOf(description)) await fetchPackage(storage.db, hash, packages);
      return { name, description, directory: packages };
    },
    async stored(name) {
      const { id } = await stored(name);
      const { directory, storage } = await open();
      return { directory, db: storage.db, id };
    },
    async serve(name) {
      const { id } = await stored(name);
      const { directory, storage } = await open();
      await activateModelVersion(storage.db, id);
      const service = await startServiceProcess({
        REGIONARY_DATA_DIR: directory,
        REGIONARY_PORT: "0",
        REGIONARY_PROVIDER: provider,
        REGIONARY_INT8: "off", // a model is measured in its own precision, whatever else is stored
      });
      services.push(service);
      return service;
    },
    async close() {
      for (const service of services) await service.stop();
      if (!opened) return;
      const { directory, storage } = await opened;
      await storage.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function isInt8(name: ModelName): name is Exclude<ModelName, WrittenName> {
  return name.endsWith("-int8");
}

/** A model that runs in a millisecond, with features of 128 numbers: for what depends on numbers of images and labels. */
async function writeTinyFiles(directory: string): Promise<ModelToImport> {
  const { onnxPath, manifestPath, checkpointPath, heads } = await writeTinyModelFiles(directory);
  return { name: "tiny", checkpointPath, heads, backbone: { onnxPath, manifestPath } };
}

/** Where the service keeps a model's files, too. */
const cacheOf = (dataDirectory: string) => path.join(dataDirectory, "models");
