import type { ClientConfig } from "pg";
import { readAddress } from "./read-address";

/**
 * For connections on which nothing may be sent for hours: the system asks every few seconds whether the other side is
 * still there, instead of after two hours. So a server that failed over is noticed, and no router forgets them.
 */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/** How every connection to the database at this address is opened. */
export function clientConfig(address: string): ClientConfig {
  return { ...KEEP_ALIVE, ...readAddress(address).config };
}
