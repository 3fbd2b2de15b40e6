import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { Client } from "pg";
import { settleAddress } from "../../../src/storage/connection/settle-address";
import { openStorage } from "../../../src/storage/database/open-storage";
import { createTestDatabase, emptyDatabase, type TestDatabase } from "../../helpers/database";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase(emptyDatabase);
});
afterEach(() => database.drop());

const silent = () => undefined;
const user = `user_${randomBytes(6).toString("hex")}`;

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows?.flat() ?? [];
  } finally {
    await client.end();
  }
}

/** The address with this role as its user. */
function as(role: string): string {
  const url = new URL(database.url);
  url.username = role;
  url.password = "pass";
  return url.href;
}

const tables = (schema: string) =>
  ask(`SELECT count(*)::int FROM pg_tables WHERE schemaname = '${schema}'`).then(([count]) => count);

const refusal = (message: RegExp) =>
  expect.objectContaining({ message: expect.stringMatching(message), code: expect.stringMatching(/./) });

async function open(url: string): Promise<void> {
  const storage = await openStorage({ databaseUrl: url, dataDirectory: "/nowhere", log: silent });
  try {
    expect(await storage.db.prisma.vocabulary.count()).toBe(0);
    await storage.db.pool.query('SELECT 1 FROM "Vocabulary"');
  } finally {
    await storage.close();
  }
}

describe("the schema that DATABASE_URL names", () => {
  it("has all tables, is made if it is not there, and public stays as it was", async () => {
    await ask("CREATE TABLE _prisma_migrations (id text)"); // another application's
    await open(`${database.url}?schema=my%20$photos's`);
    expect(await tables("my $photos''s")).toBeGreaterThan(20);
    expect(await tables("public")).toBe(1);
  });

  it("is the user's own where the search path says so", async () => {
    await ask(`CREATE ROLE ${user} LOGIN SUPERUSER PASSWORD 'pass'`);
    try {
      await ask(`CREATE SCHEMA ${user}`);
      await open(as(user)); // by "$user", PostgreSQL's default
      expect(await tables("public")).toBe(0);
      expect(await tables(user)).toBeGreaterThan(20);
    } finally {
      await ask(`DROP OWNED BY ${user} CASCADE`);
      await ask(`DROP ROLE ${user}`);
    }
  });

  it("is refused where the tables are in another one already, so that they are not lost from sight", async () => {
    await open(database.url);
    await expect(settleAddress(`${database.url}?schema=photos`, silent)).rejects.toEqual(
      refusal(/tables are in its schema "public".*use schema=public, or a database of its own/),
    );
  });
});

describe("a server that cannot be used", () => {
  beforeEach(() => ask(`CREATE ROLE ${user} LOGIN PASSWORD 'pass'`));
  afterEach(async () => {
    await ask(`DROP OWNED BY ${user}`);
    await ask(`DROP ROLE ${user}`);
  });

  it("names the schema in which tables may not be created, and the grant", async () => {
    await expect(settleAddress(as(user), silent)).rejects.toEqual(
      refusal(new RegExp(`may not create tables.*GRANT USAGE, CREATE ON SCHEMA "public" TO "${user}"`)),
    );
  });

  it("names the database in which schemas may not be created, and the grant", async () => {
    await ask(`GRANT CREATE ON SCHEMA public TO ${user}`);
    await expect(settleAddress(as(user), silent)).rejects.toEqual(
      refusal(new RegExp(`graphile_worker.*GRANT CREATE ON DATABASE "test_\\w+" TO "${user}"`)),
    );
    await expect(settleAddress(`${as(user)}?schema=photos`, silent)).rejects.toEqual(
      refusal(/no schema "photos"/),
    );
  });

  it("says that transactions are read-only", async () => {
    await ask(`ALTER ROLE ${user} SET default_transaction_read_only = on`);
    await expect(settleAddress(as(user), silent)).rejects.toEqual(refusal(/read-only/));
  });

  it("says that the password is wrong, missing, or the database absent, and never shows it", async () => {
    const wrong = as(user).replace(":pass@", ":wrong@");
    await expect(settleAddress(wrong, silent)).rejects.toEqual(
      refusal(/^(?!.*wrong).*password authentication failed.*Correct user and password/),
    );
    await expect(settleAddress(as(user).replace(":pass@", "@"), silent)).rejects.toEqual(
      refusal(/asks for a password: put one into DATABASE_URL/),
    );
    await expect(settleAddress(as(user).replace(/test_\w+$/, "absent"), silent)).rejects.toEqual(
      refusal(/database "absent" does not exist\. Create it/),
    );
  });

  it("says that the host is not known, and that a socket is not there", async () => {
    await expect(settleAddress("postgresql://me@regionary.invalid/photos", silent)).rejects.toEqual(
      refusal(/^The database cannot be reached: getaddrinfo \w+ regionary\.invalid\. Correct the host/),
    );
    await expect(settleAddress("postgresql:///photos?host=/nowhere", silent)).rejects.toEqual(
      refusal(/\/nowhere\/\.s\.PGSQL\.5432\. Start the server, or correct the folder/),
    );
  });

  it("says that a server that demands TLS, or has none, does", async () => {
    await expect(settleAddress(`${database.url}?sslmode=require`, silent)).rejects.toEqual(
      refusal(/does not support SSL connections\. Use sslmode=disable or prefer/),
    );
  });

  it("says that something else answers, or nothing", async () => {
    const web = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0);
    try {
      const { port } = web.address() as { port: number };
      await expect(settleAddress(`postgresql://me@127.0.0.1:${port}/photos`, silent)).rejects.toEqual(
        refusal(/^The database cannot be reached: .*DATABASE_URL/),
      );
    } finally {
      web.close();
    }
  });
});

describe("what an address leaves open", () => {
  it("is decided once: prefer goes on without TLS where the server has none", async () => {
    expect(await settleAddress(`${database.url}?sslmode=prefer&application_name=a`, silent)).toBe(
      `${database.url}?application_name=a&sslmode=disable`,
    );
  });
});
