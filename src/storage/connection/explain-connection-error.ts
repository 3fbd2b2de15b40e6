import { RegionaryError } from "../../errors";

const CERTIFICATE =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/;

/** What to do, by the code of Node's, TLS' or PostgreSQL's error. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  ENOTFOUND: "Correct the host in DATABASE_URL.",
  EAI_AGAIN: "Correct the host in DATABASE_URL, or try again when names can be looked up.",
  ENOENT: "Start the server, or correct the folder of its socket in DATABASE_URL.",
  EACCES: "This user has to be let at the server's socket.",
  "28P01": "Correct user and password in DATABASE_URL.",
  "3D000": "Create it (CREATE DATABASE … ENCODING 'UTF8'), or correct DATABASE_URL.",
  "53300": "Close others, or raise its max_connections: a service needs up to 25.",
  "57P03": "Try again when it is ready.",
  "08P01": "Where a pooler such as pgbouncer is in between, use the server's own address.",
  "42501": "Let the owner of the database grant the right, or name an owner in DATABASE_URL.",
};

/** One line for whatever kept a connection from being opened or used. Without the address: it holds the password. */
export function explainConnectionError(error: unknown): RegionaryError {
  if (error instanceof RegionaryError) return error;
  const { code = "", reason } = partsOf(error);
  return new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `The database cannot be reached: ${reason}. ${whatToDo(code, reason)}`,
    {},
    { cause: error },
  );
}

function whatToDo(code: string, reason: string): string {
  if (CERTIFICATE.test(code))
    return `Its certificate is not trusted (${code}): name its CA by sslrootcert=FILE in DATABASE_URL, or encrypt without checking by sslmode=require.`;
  if (/does not support SSL/.test(reason)) return "Use sslmode=disable or prefer in DATABASE_URL.";
  if (/no encryption/.test(reason)) return "It demands encryption: add sslmode=require to DATABASE_URL.";
  if (/pg_hba\.conf|peer authentication/i.test(reason))
    return "Its pg_hba.conf has to let this user in from here.";
  if (/password must be a string/.test(reason)) return "It asks for a password: put one into DATABASE_URL.";
  return (
    WHAT_TO_DO[code] ??
    "Start it, or correct DATABASE_URL; without DATABASE_URL an embedded PostgreSQL is used."
  );
}

function partsOf(error: unknown): { code?: string; reason: string } {
  if (typeof error !== "object" || error === null) return { reason: String(error) };
  const { errors, code, message } = error as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0) return partsOf(errors[0]); // a name's several addresses were tried
  const named = typeof code === "string" ? code : undefined;
  const text = (typeof message === "string" && message) || named || "it refuses the connection";
  return { code: named, reason: text.split("\n")[0]!.replace(/\.$/, "") };
}
