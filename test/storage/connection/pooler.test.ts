import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { Client } from "pg";
import { clientConfig } from "../../../src/storage/connection/client-config";
import { settleAddress } from "../../../src/storage/connection/settle-address";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const isRoot = process.getuid?.() === 0;
const canRun =
  spawnSync("pgbouncer", ["--version"]).status === 0 &&
  (!isRoot || spawnSync("id", ["postgres"]).status === 0);

(canRun ? describe : describe.skip)("a connection pooler (needs pgbouncer)", () => {
  const directory = directoryPerTest();
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  async function behindPooler(mode: string, work: (url: string) => Promise<void>): Promise<void> {
    const port = await freePort();
    const { hostname, port: server, username, password, pathname } = new URL(database.url);
    const file = path.join(directory(), "pgbouncer.ini");
    await writeFile(
      file,
      `[databases]
* = host=${hostname} port=${server} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
ignore_startup_parameters = extra_float_digits
`,
    );
    await chmod(directory(), 0o755);
    await chmod(file, 0o644);
    const pooler = spawn("pgbouncer", [...(isRoot ? ["-u", "postgres"] : []), file], { stdio: "ignore" });
    try {
      const url = `postgresql://any@127.0.0.1:${port}${pathname}`;
      await eventually("the pooler listens", () => isOpen(port));
      await work(url);
    } finally {
      await end(pooler);
    }
  }

  it.each(["transaction", "statement"])("is refused if it lends by %s", async (mode) => {
    await behindPooler(mode, (url) =>
      expect(settleAddress(url, () => undefined)).rejects.toMatchObject({
        code: "INVALID_CONFIGURATION",
        message: expect.stringMatching(/pooler.*use the server's direct address.*pool_mode = session/),
      }),
    );
  });

  it("is taken if it lends by session", async () => {
    await behindPooler("session", async (url) => {
      const settled = await settleAddress(url, () => undefined);
      const client = new Client(clientConfig(settled)); // as all later connections are opened
      await client.connect();
      await client.end();
    });
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function isOpen(port: number): Promise<boolean> {
  return spawnSync("bash", ["-c", `</dev/tcp/127.0.0.1/${port}`]).status === 0;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
