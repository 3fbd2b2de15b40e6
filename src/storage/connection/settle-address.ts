import { Client } from "pg";
import { checkServer } from "./check-server";
import { clientConfig } from "./client-config";
import { explainConnectionError } from "./explain-connection-error";
import { readAddress } from "./read-address";
import { refusePooler } from "./refuse-pooler";

/** A server that accepts connections and says nothing would be waited for without end. */
const PATIENCE_MS = 10_000;
/** What is meant where no schema is named. Naming it needs a start-up option, which poolers refuse. */
const PUBLIC = "public";

/**
 * Finds out at the start what cannot work: connects, checks the server, and decides what the address leaves open
 * (whether TLS is spoken, and the schema), so that all later connections are alike.
 * @throws RegionaryError in one line, INVALID_CONFIGURATION or STORAGE_UNAVAILABLE.
 */
export async function settleAddress(address: string, warn: (line: string) => void): Promise<string> {
  const { sslMode, schema } = readAddress(address);
  const attempts =
    sslMode === "prefer"
      ? [withParameter(address, "sslmode", "no-verify"), withParameter(address, "sslmode", "disable")]
      : sslMode === "allow"
        ? [withParameter(address, "sslmode", "disable"), withParameter(address, "sslmode", "no-verify")]
        : [address];
  for (const [index, settled] of attempts.entries()) {
    const client = open(settled);
    try {
      await client.connect();
      const found = await checkServer(client, schema, warn);
      await refusePooler(client, () => open(settled));
      return schema === found || found === PUBLIC ? settled : withParameter(settled, "schema", found);
    } catch (error) {
      const isLast = index === attempts.length - 1;
      if (isLast || !/does not support SSL|no encryption/.test(String(error)))
        throw explainConnectionError(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return address;
}

function open(address: string): Client {
  const client = new Client({ connectionTimeoutMillis: PATIENCE_MS, ...clientConfig(address) });
  client.on("error", () => undefined); // the running query fails with it and reports it
  return client;
}

/** Appended, not set: what is before it stays to the letter. */
function withParameter(address: string, name: string, value: string): string {
  const kept = address.replace(new RegExp(`(?<=[?&])${name}=[^&]*&?`), "").replace(/[?&]$/, "");
  return `${kept}${kept.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
}
