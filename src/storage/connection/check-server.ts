import type { Client } from "pg";
import { RegionaryError } from "../../errors";

const OLDEST = 140_000;

interface Facts {
  readonly version: number;
  readonly version_text: string;
  readonly standby: boolean;
  readonly read_only: boolean;
  readonly encoding: string;
  readonly may_create_schemas: boolean;
  readonly has_jobs: boolean;
  readonly username: string;
  readonly database: string;
}

/**
 * Whether the server and what we may do there will do, before anything is changed. Resolves to the schema of our
 * tables, which is made if it is named and not there.
 */
export async function checkServer(
  client: Client,
  wanted: string | null,
  warn: (line: string) => void,
): Promise<string> {
  const facts = (
    await client.query<Facts>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS version_text,
         pg_is_in_recovery() AS standby, current_setting('transaction_read_only')::bool AS read_only,
         current_setting('server_encoding') AS encoding, current_user AS username, current_database() AS database,
         has_database_privilege(current_database(), 'CREATE') AS may_create_schemas,
         to_regnamespace('graphile_worker') IS NOT NULL AS has_jobs`,
    )
  ).rows[0]!;
  if (facts.version < OLDEST)
    throw unusable(`its server is PostgreSQL ${facts.version_text}, and 14 or newer is needed`);
  if (facts.standby) throw unusable("its server is a standby, which is read-only: name the primary");
  if (facts.read_only)
    throw unusable(
      "its transactions are read-only (default_transaction_read_only): name a user or server that may write",
    );
  const schema = await findSchema(client, wanted, facts);
  const used = await schemasWithTables(client);
  if (facts.encoding !== "UTF8") {
    const advice = `its encoding is ${facts.encoding}, and UTF8 is needed: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`;
    // SQL_ASCII keeps the bytes that it is given, so texts are right, and only their order and length by letters are not.
    if (facts.encoding !== "SQL_ASCII" && !used.includes(schema)) throw unusable(advice);
    warn(`The database should not stay as it is: ${advice}, then move its tables there with pg_dump`);
  }
  refuseOtherSchema(used, schema);
  if (!facts.has_jobs && !facts.may_create_schemas)
    throw unusable(
      `the user "${facts.username}" may not create the schema graphile_worker, where jobs are kept: ` +
        `GRANT CREATE ON DATABASE "${facts.database}" TO "${facts.username}"`,
    );
  return schema;
}

async function findSchema(client: Client, wanted: string | null, facts: Facts): Promise<string> {
  const asked = await client.query<{ schema: string | null; there: boolean }>(
    "SELECT current_schema() AS schema, EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS there",
    [wanted],
  );
  const { schema, there } = asked.rows[0]!;
  const { username } = facts;
  if (wanted !== null && !there) {
    if (!facts.may_create_schemas)
      throw unusable(
        `it has no schema "${wanted}", which DATABASE_URL names by schema=, and the user "${username}" may not create it: ` +
          `CREATE SCHEMA "${wanted}" AUTHORIZATION "${username}"`,
      );
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(wanted)}`);
    return wanted;
  }
  const used = wanted ?? schema;
  if (used === null)
    throw unusable(`the user "${username}" has no schema there: name one by schema=NAME in DATABASE_URL`);
  const rights = await client.query<{ may: boolean }>(
    "SELECT has_schema_privilege($1, 'USAGE') AND has_schema_privilege($1, 'CREATE') AS may",
    [used],
  );
  if (!rights.rows[0]!.may)
    throw unusable(
      `the user "${username}" may not create tables in its schema "${used}": ` +
        `GRANT USAGE, CREATE ON SCHEMA "${used}" TO "${username}", or name another by schema=NAME in DATABASE_URL`,
    );
  return used;
}

/** Jobs are kept in one schema of the database, so it has room for one installation. */
function refuseOtherSchema(used: readonly string[], schema: string): void {
  const other = used.find((name) => name !== schema);
  if (other === undefined) return;
  throw unusable(
    `Regionary's tables are in its schema "${other}" already, and DATABASE_URL means "${schema}": ` +
      `use schema=${other}, or a database of its own`,
  );
}

async function schemasWithTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ schema: string }>(
    `SELECT n.nspname AS schema FROM pg_namespace n
     WHERE (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'r'
            AND c.relname IN ('_prisma_migrations', 'ModelVersion', 'WordVectorSet', 'Vocabulary')) = 4`,
  );
  return rows.map(({ schema }) => schema);
}

function unusable(reason: string): RegionaryError {
  return new RegionaryError("INVALID_CONFIGURATION", `The database cannot be used: ${reason}.`);
}
