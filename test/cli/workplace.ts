import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "../helpers/database";
import { type CliResult, runCli } from "./run-cli";

/** A database and a data directory of one test file's own. */
interface CliWorkplace {
  readonly directory: string;
  readonly url: string;
  run(args: readonly string[], onWarn?: (line: string) => void): Promise<CliResult>;
}

/** Made before the tests of the enclosing `describe` and removed after them. */
export function cliWorkplace(): CliWorkplace {
  let database: TestDatabase;
  let directory = "";
  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(path.join(os.tmpdir(), "regionary-cli-"));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
    await database.drop();
  });
  return {
    get directory() {
      return directory;
    },
    get url() {
      return database.url;
    },
    run: (args, onWarn) =>
      runCli(args, {
        onWarn,
        env: {
          DATABASE_URL: database.url,
          REGIONARY_DATA_DIR: path.join(directory, "data"),
          REGIONARY_PROVIDER: "cpu",
          REGIONARY_THREADS: "1",
        },
      }),
  };
}
