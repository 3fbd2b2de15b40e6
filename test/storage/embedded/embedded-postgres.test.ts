import { execFile } from "node:child_process";
import { appendFile, chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../../src/storage/embedded/embedded-postgres";
import { compiledSource } from "../../helpers/compile-source";

let parent: string;
let dataDirectory: string;

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), "regionary-postgres-"));
  await chmod(parent, 0o755);
  // A name that no shell may read.
  dataDirectory = path.join(parent, `a $(exit) $HOME \`b\` "c' d\\e;f&g%h(i#j 数据 ${"k".repeat(80)}`);
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const inCluster = (name: string) => path.join(dataDirectory, "postgres", name);

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** The number of the server's process, as PostgreSQL itself writes it. */
async function serverProcess(): Promise<number> {
  return Number((await readFile(inCluster("cluster/postmaster.pid"), "utf8")).split("\n")[0]);
}

async function withPostgres(work: (postgres: EmbeddedPostgres) => Promise<void>): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDirectory });
  try {
    await work(postgres);
  } finally {
    await postgres.stop();
  }
}

/** As a process that is killed without a word: its server stays behind. */
function startAndDie(): Promise<void> {
  const program = `require("./storage/embedded/embedded-postgres.js")
    .startEmbeddedPostgres({ dataDirectory: process.argv[1] })
    .then(() => process.kill(process.pid, "SIGKILL"))`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["-e", program, dataDirectory], { cwd: compiledSource }, () => resolve());
  });
}

describe("the embedded PostgreSQL", () => {
  it("keeps its data and its address from one start to the next", async () => {
    let first = "";
    await withPostgres(async ({ url }) => {
      first = url;
      await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    });
    await expect(ask(first, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
    await withPostgres(async ({ url }) => {
      expect(url).toBe(first);
      expect(await ask(url, "SELECT answer FROM kept")).toBe(42);
    });
  });

  it("listens on loopback only, and demands a password that only its owner can read", async () => {
    await withPostgres(async ({ url }) => {
      expect(await ask(url, "SHOW listen_addresses")).toBe("127.0.0.1");
      expect(await ask(url, "SHOW unix_socket_directories")).toBe("");
      const wrong = new URL(url);
      wrong.password = "wrong";
      await expect(ask(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
      expect((await stat(inCluster("identity.json"))).mode & 0o777).toBe(0o600);
    });
  });

  it("uses another port if its own is taken", async () => {
    const port = Number(await readFile(inCluster("port"), "utf8"));
    const squatter = createServer().listen(port, "127.0.0.1");
    try {
      await withPostgres(async ({ url }) => {
        expect(Number(new URL(url).port)).not.toBe(port);
        expect(await ask(url, "SELECT answer FROM kept")).toBe(42);
      });
    } finally {
      await new Promise((resolve) => squatter.close(resolve));
    }
  });

  it("adopts the server that a killed process left behind, and then stops it", async () => {
    await startAndDie();
    const leftBehind = await serverProcess();
    let address = "";
    await withPostgres(async ({ url }) => {
      address = url;
      expect(await serverProcess()).toBe(leftBehind);
      expect(await ask(url, "SELECT answer FROM kept")).toBe(42);
    });
    await expect(ask(address, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("is stopped only by the last of its users", async () => {
    await withPostgres(async (service) => {
      const server = await serverProcess();
      await withPostgres(async (tool) => {
        expect(tool.url).toBe(service.url);
        expect(await serverProcess()).toBe(server);
      });
      expect(await ask(service.url, "SELECT answer FROM kept")).toBe(42);
    });
  });

  it("comes back at the same address when the server is killed", async () => {
    await withPostgres(async ({ url }) => {
      process.kill(await serverProcess(), "SIGKILL");
      let answer: unknown;
      for (const giveUpAt = Date.now() + 15_000; answer !== 42 && Date.now() < giveUpAt; ) {
        await delay(100);
        answer = await ask(url, "SELECT answer FROM kept").catch(() => undefined);
      }
      expect(answer).toBe(42);
    });
  });

  it("says why it did not start, in the words of its log", async () => {
    await appendFile(inCluster("cluster/postgresql.conf"), "\nshared_buffers = plenty\n");
    await expect(withPostgres(async () => undefined)).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining('invalid value for parameter "shared_buffers": "plenty"'),
    });
  });
});
