import { readFileSync } from "node:fs";
import { type ConnectionOptions, checkServerIdentity, type SecureVersion } from "node:tls";
import { refusedParameter } from "./parameters";

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"] as const;
export type SslMode = (typeof MODES)[number];

const VERSIONS = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

type TlsParameters = Readonly<
  Partial<
    Record<
      | "ssl"
      | "sslcert"
      | "sslcrl"
      | "sslkey"
      | "sslmode"
      | "sslpassword"
      | "sslrootcert"
      | "ssl_max_protocol_version"
      | "ssl_min_protocol_version",
      string
    >
  >
>;

/** What is asked for, in libpq's words and with its meaning; null if nothing is. */
export function sslModeOf(parameters: TlsParameters): SslMode | null {
  const { ssl, sslmode, sslrootcert } = parameters;
  if (sslmode !== undefined) {
    const mode = MODES.find((known) => known === sslmode);
    if (mode === undefined) throw refusedParameter("sslmode", `it may be ${MODES.join(", ")}`);
    if (sslrootcert === "system" && mode !== "verify-full")
      throw refusedParameter("sslrootcert", "system goes with sslmode=verify-full only");
    return mode;
  }
  if (ssl !== undefined) {
    if (ssl === "no-verify") return "no-verify";
    if (ssl === "true" || ssl === "1") return "verify-full"; // as node-postgres means it
    if (ssl === "false" || ssl === "0") return "disable";
    throw refusedParameter("ssl", "it may be true, false or no-verify");
  }
  if (sslrootcert !== undefined) return sslrootcert === "system" ? "verify-full" : "verify-ca";
  const asksForTls = Object.keys(parameters).some((name) => /^ssl(cert|key|crl)$/.test(name));
  return asksForTls ? "require" : null;
}

/** How TLS is spoken in a mode other than `disable`. */
export function tlsOptions(mode: SslMode, parameters: TlsParameters, host: string): ConnectionOptions {
  const { sslrootcert, sslcert, sslkey, sslcrl, sslpassword } = parameters;
  // libpq: with a root certificate at hand, `require` checks as `verify-ca` does.
  const verified = mode === "require" && sslrootcert !== undefined ? "verify-ca" : mode;
  if (verified === "verify-ca" && sslrootcert === undefined)
    throw refusedParameter("sslmode", "verify-ca needs sslrootcert=FILE, the certificate of the CA");
  return {
    ...(verified === "verify-full"
      ? { checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate) }
      : { checkServerIdentity: () => undefined }),
    rejectUnauthorized: verified === "verify-ca" || verified === "verify-full",
    ...(sslrootcert !== undefined && sslrootcert !== "system" && { ca: file("sslrootcert", sslrootcert) }),
    ...(sslcert !== undefined && { cert: file("sslcert", sslcert) }),
    ...(sslkey !== undefined && { key: file("sslkey", sslkey) }),
    ...(sslcrl !== undefined && { crl: file("sslcrl", sslcrl) }),
    ...(sslpassword !== undefined && { passphrase: sslpassword }),
    ...version("minVersion", "ssl_min_protocol_version", parameters.ssl_min_protocol_version),
    ...version("maxVersion", "ssl_max_protocol_version", parameters.ssl_max_protocol_version),
  };
}

function file(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw refusedParameter(
      name,
      `its file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

function version(option: "minVersion" | "maxVersion", name: string, given?: string): ConnectionOptions {
  if (given === undefined) return {};
  if (!VERSIONS.includes(given)) throw refusedParameter(name, `it may be ${VERSIONS.join(", ")}`);
  return { [option]: given as SecureVersion };
}
