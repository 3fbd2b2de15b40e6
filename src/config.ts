import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "./errors";

const MIN_KEY_LENGTH = 16;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const root = path.resolve(__dirname, "..");

const environment = z.object({
  REGIONARY_HOST: z.string().min(1).default("127.0.0.1"),
  REGIONARY_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  REGIONARY_API_KEY: z
    .string()
    .min(MIN_KEY_LENGTH)
    .regex(/^[\x21-\x7e]*$/, "must be of printable ASCII characters without spaces, for headers to carry it")
    .optional(),
  REGIONARY_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  REGIONARY_ALLOWED_ORIGINS: z.string().default(""),
  REGIONARY_DATA_DIR: z.string().min(1).default(path.join(root, ".regionary")),
  REGIONARY_PROVIDER: z.string().default("auto"),
  REGIONARY_THREADS: z.coerce.number().int().min(1).optional(),
  REGIONARY_MAX_BATCH: z.coerce.number().int().min(1).max(256).optional(),
  REGIONARY_REGION_CACHE_MB: z.coerce.number().min(0).default(2_048),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
});

/** The settings of the service; see docs/configuration.md for what each does. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly apiKey: string | null;
  /** Without a slash at the end; null for the address that is listened on. */
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[];
  readonly dataDirectory: string;
  /** null for the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly provider: string;
  readonly threads: number | undefined;
  readonly maxBatch: number | undefined;
  readonly regionCacheBytes: number;
}

/** Reads the settings, the one place that does. Throws INVALID_CONFIGURATION naming every setting at fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    // The value is not repeated: it may be a secret.
    const problems = parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`);
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The environment cannot be used. ${problems.join("; ")}`,
    );
  }
  const settings = parsed.data;
  if (!LOOPBACK.test(settings.REGIONARY_HOST) && !settings.REGIONARY_API_KEY) {
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `REGIONARY_HOST=${settings.REGIONARY_HOST} can be reached from other machines: set REGIONARY_API_KEY (at least ${MIN_KEY_LENGTH} characters), which every request must then carry, or listen on 127.0.0.1.`,
    );
  }
  return Object.freeze({
    host: settings.REGIONARY_HOST.replace(/^\[|\]$/g, ""),
    port: settings.REGIONARY_PORT,
    apiKey: settings.REGIONARY_API_KEY ?? null,
    publicUrl: settings.REGIONARY_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    allowedOrigins: settings.REGIONARY_ALLOWED_ORIGINS.split(",")
      .map((origin) => origin.trim())
      .filter(Boolean),
    dataDirectory: path.resolve(settings.REGIONARY_DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    provider: settings.REGIONARY_PROVIDER,
    threads: settings.REGIONARY_THREADS,
    maxBatch: settings.REGIONARY_MAX_BATCH,
    regionCacheBytes: settings.REGIONARY_REGION_CACHE_MB * 1024 * 1024,
  });
}
