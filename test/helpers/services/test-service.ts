import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { type App, startApp } from "../../../src/app";
import { readConfig } from "../../../src/config";
import { importModel } from "../../../src/services/models/import-model";
import { importWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import { createTestDatabase, emptyDatabase } from "../database";
import { restoreInstallation } from "../installations/restore-installation";
import { tinyWordVectors, writeTinyModelFiles } from "../models/tiny-model";

/** What a query answered, its errors as they came. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly data: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** A whole service of one test's own: its database, a directory, and a port. */
export interface TestService {
  readonly app: App;
  readonly url: string;
  readonly directory: string;
  readonly databaseUrl: string;
  /** The lines of the service's log so far. */
  readonly log: readonly string[];
  query(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Every event of a subscription, until it ends. */
  collect(query: string, variables?: Record<string, unknown>): Promise<Answer[]>;
  /** Stops the service and removes what it had; fails if it left connections open. */
  stop(): Promise<void>;
}

/**
 * Starts a service with the tiny model active and its word vectors imported as "tiny", unless `bare`. With
 * `firstModel` it is bare but for the model that ships, as `npm start` brings it; with `installation` it is the one of
 * that older version, killed and started again by this one.
 */
export async function startTestService(
  options: { bare?: boolean; firstModel?: boolean; installation?: string; env?: Record<string, string> } = {},
): Promise<TestService> {
  const { installation } = options;
  const database = await createTestDatabase(installation && emptyDatabase);
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-service-"));
  if (installation) await restoreInstallation(installation, database.url, directory);
  const config = readConfig({
    DATABASE_URL: database.url,
    REGIONARY_DATA_DIR: directory,
    REGIONARY_PORT: "0",
    REGIONARY_PROVIDER: "cpu",
    REGIONARY_THREADS: "1",
    ...options.env,
  });
  const log: string[] = [];
  const { bare, firstModel = installation !== undefined } = options;
  const app = await startApp(config, (line) => log.push(line), { firstModel });
  if (!bare && !firstModel) await importTinyModel(app, directory);
  const socket = connect(app.url);
  return {
    app,
    url: app.url,
    directory,
    databaseUrl: database.url,
    log,
    query: (query, variables) => post(app.url, query, variables),
    collect: (query, variables) => collect(socket, query, variables),
    stop: async () => {
      await socket.dispose();
      await app.stop();
      await rm(directory, { recursive: true, force: true });
      await database.drop();
    },
  };
}

async function importTinyModel({ context: { db } }: App, directory: string): Promise<void> {
  const files = await writeTinyModelFiles(path.join(directory, "tiny"));
  const { checkpointPath, heads, onnxPath, manifestPath } = files;
  await importModel(
    db,
    { name: "tiny", checkpointPath, heads, backbone: { onnxPath, manifestPath } },
    directory,
  );
  await importWordVectors(db, "tiny", readWordVectors(await tinyWordVectors(directory)));
}

/** A GraphQL client over WebSocket. */
export function connect(url: string, connectionParams: Record<string, unknown> = {}): Client {
  return createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
  });
}

/** Every event of a subscription, until it ends. */
export async function collect(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer[]> {
  const events: Answer[] = [];
  for await (const event of client.iterate({ query, variables })) events.push(event as Answer);
  return events;
}

/** One query over HTTP. */
export async function post(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}
