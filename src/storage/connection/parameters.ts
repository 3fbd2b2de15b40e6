import { RegionaryError } from "../../errors";

/** Of libpq, node-postgres and us: what `read-address` and `tls-options` do as asked. */
const HONORED = [
  "application_name",
  "connect_timeout",
  "dbname",
  "fallback_application_name",
  "host",
  "idle_in_transaction_session_timeout",
  "keepalives_idle",
  "lock_timeout",
  "options",
  "password",
  "port",
  "query_timeout",
  "schema",
  "ssl",
  "sslcert",
  "sslcrl",
  "sslkey",
  "sslmode",
  "sslnegotiation",
  "sslpassword",
  "sslrootcert",
  "ssl_max_protocol_version",
  "ssl_min_protocol_version",
  "statement_timeout",
  "user",
] as const;

type Honored = (typeof HONORED)[number];

/** What may be said because it is what happens anyway; any other value is refused. */
const AS_IS = new Map<string, readonly string[]>(
  Object.entries({
    channel_binding: ["disable", "prefer"],
    client_encoding: ["utf8", "UTF8", "utf-8", "UTF-8", "auto"],
    gssdelegation: ["0"],
    gssencmode: ["disable", "prefer"],
    keepalives: ["1"],
    load_balance_hosts: ["disable"],
    sslcertmode: ["allow"],
    sslcompression: ["0"],
    sslsni: ["1"],
    target_session_attrs: ["any", "read-write", "primary"],
    uselibpqcompat: ["true"],
  }),
);

/** What others know and we do not do, with what to do instead. */
const INSTEAD = new Map<string, string>(
  Object.entries({
    channel_binding: "it cannot be demanded here: leave it out and use sslmode=verify-full",
    connection_limit: "a service needs up to 25 connections: leave it out",
    currentSchema: "the schema is named by schema=NAME",
    hostaddr: "name the address as the host",
    passfile: "put the password into the address, or set PGPASSFILE",
    pgbouncer: "a pooler has to lend connections by session; if it does, leave this parameter out",
    search_path: "the schema is named by schema=NAME",
    service: "put host, port and database into the address",
    servicefile: "put host, port and database into the address",
    sslaccept: "use sslmode=verify-full (strict) or sslmode=require (accept_invalid_certs)",
    sslidentity: "use sslcert and sslkey",
    target_session_attrs: "a server that can be written to is needed",
  }),
);

/** The parameters of the address by name; INVALID_CONFIGURATION for one that would be passed over. */
export function readParameters(query: URLSearchParams): Partial<Record<Honored, string>> {
  const found: Partial<Record<Honored, string>> = {};
  for (const [name, value] of query) {
    if (isHonored(name)) {
      if (found[name] !== undefined) throw refusedParameter(name, "it is given twice");
      found[name] = value;
    } else if (!AS_IS.get(name)?.includes(value)) {
      throw refusedParameter(name, INSTEAD.get(name) ?? otherwise(name));
    }
  }
  return found;
}

/** An INVALID_CONFIGURATION that names the parameter, never its value: that may be a secret. */
export function refusedParameter(name: string, reason: string): RegionaryError {
  return new RegionaryError(
    "INVALID_CONFIGURATION",
    `DATABASE_URL: the parameter "${name}" cannot be used: ${reason}.`,
  );
}

function isHonored(name: string): name is Honored {
  return (HONORED as readonly string[]).includes(name);
}

function otherwise(name: string): string {
  const values = AS_IS.get(name);
  return values
    ? `it may be ${[...new Set(values)].join(" or ")}`
    : `it is not known here. Known are ${HONORED.join(", ")}`;
}
