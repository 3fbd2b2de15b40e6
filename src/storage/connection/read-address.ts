import type { ClientConfig } from "pg";
import { RegionaryError } from "../../errors";
import { readParameters, refusedParameter } from "./parameters";
import { type SslMode, sslModeOf, tlsOptions } from "./tls-options";

/** What DATABASE_URL says, every parameter of it. */
interface Address {
  /** For node-postgres, which is never given the address itself: it passes over what it does not know. */
  readonly config: ClientConfig;
  /** Where the tables are; null if the address names none. */
  readonly schema: string | null;
  /** null if it says nothing of TLS, which is then not spoken. */
  readonly sslMode: SslMode | null;
}

/** Stands where a host may be left out, which the URL standard does not know. */
const NO_HOST = "regionary-no-host";
const MAX_NAME_BYTES = 63; // of PostgreSQL's identifiers

/**
 * Reads the address of a database as libpq does: host, port, user, password, database, and parameters.
 * @throws RegionaryError INVALID_CONFIGURATION, which names what is at fault, and never a value that may be secret.
 */
export function readAddress(address: string): Address {
  const url = parse(address);
  const parameters = readParameters(url.searchParams);
  const host = parameters.host ?? decode("host", url.hostname === NO_HOST ? "" : url.hostname);
  const database = parameters.dbname ?? decode("database", url.pathname.slice(1));
  const user = parameters.user ?? decode("user", url.username);
  const password = parameters.password ?? decode("password", url.password);
  const port = parameters.port ?? url.port;
  const sslMode = sslModeOf(parameters);
  const { schema = null } = parameters;
  // Prisma does not write a quotation mark as SQL has it.
  if (schema !== null && (/^$|"/.test(schema) || Buffer.byteLength(schema) > MAX_NAME_BYTES))
    throw refusedParameter(
      "schema",
      `its name has to have 1 to ${MAX_NAME_BYTES} bytes and no quotation mark`,
    );
  if (host.includes(",") || port.includes(","))
    throw refusedParameter("host", "one server is expected, and several are named");
  const { sslnegotiation, application_name, fallback_application_name = "regionary" } = parameters;
  if (sslnegotiation !== undefined && sslnegotiation !== "postgres" && sslnegotiation !== "direct")
    throw refusedParameter("sslnegotiation", "it may be postgres or direct");
  const viaSocket = host.startsWith("/"); // libpq: TLS is not spoken there, whatever the mode
  const isPlain = viaSocket || sslMode === "disable" || sslMode === "allow";
  const tls = sslMode === null ? {} : { ssl: isPlain ? false : tlsOptions(sslMode, parameters, host) };
  const options = [parameters.options, schema === null ? undefined : searchPath(schema)].filter(Boolean);
  return {
    schema,
    sslMode: viaSocket ? "disable" : sslMode,
    config: {
      ...(host !== "" && { host: host.replace(/^\[(.+)\]$/, "$1") }),
      ...(port !== "" && { port: whole("port", port, 1) }),
      ...(database !== "" && { database }),
      ...(user !== "" && { user }),
      ...(password !== "" && { password }),
      ...(options.length > 0 && { options: options.join(" ") }),
      ...tls,
      ...(sslnegotiation !== undefined && { sslnegotiation }),
      ...(application_name !== undefined && { application_name }),
      fallback_application_name,
      ...milliseconds("statement_timeout", parameters.statement_timeout),
      ...milliseconds("lock_timeout", parameters.lock_timeout),
      ...milliseconds("query_timeout", parameters.query_timeout),
      ...milliseconds("idle_in_transaction_session_timeout", parameters.idle_in_transaction_session_timeout),
      ...seconds("connectionTimeoutMillis", "connect_timeout", parameters.connect_timeout),
      ...seconds("keepAliveInitialDelayMillis", "keepalives_idle", parameters.keepalives_idle),
    },
  };
}

function parse(address: string): URL {
  const url = [address, address.replace(/^(\w+:\/\/(?:[^/?#]*@)?)(?=[:/?]|$)/, `$1${NO_HOST}`)]
    .filter((text) => URL.canParse(text))
    .map((text) => new URL(text))
    .at(-1);
  if (url && url.hash === "") return url;
  throw new RegionaryError(
    "INVALID_CONFIGURATION",
    "DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with one host. Write what is special in " +
      'a name or password in percent: "#" as %23, "/" as %2F, "@" as %40, ":" as %3A, "?" as %3F, "%" as %25.',
  );
}

function decode(part: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `DATABASE_URL: in its ${part} a "%" is not followed by two digits. Write "%" as %25.`,
    );
  }
}

/** A blank ends a setting in what the server is sent, and a backslash escapes. */
function searchPath(schema: string): string {
  return `-c search_path="${schema.replace(/[\s\\]/g, "\\$&")}"`;
}

function milliseconds(name: string, given?: string): Record<string, number> {
  return given === undefined ? {} : { [name]: whole(name, given, 0) };
}

function seconds(option: string, name: string, given?: string): Record<string, number> {
  return given === undefined ? {} : { [option]: whole(name, given, 0) * 1_000 };
}

function whole(name: string, given: string, least: number): number {
  if (/^\d{1,9}$/.test(given) && Number(given) >= least) return Number(given);
  throw refusedParameter(name, `a whole number of ${least} or more is expected`);
}
