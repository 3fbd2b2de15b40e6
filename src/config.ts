import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "./errors";

const MIN_KEY_LENGTH = 16;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const root = path.resolve(__dirname, "..");

/** What each setting may be, in words. */
const ALLOWED = {
  REGIONARY_HOST: "a host name or address",
  REGIONARY_PORT: "a whole number from 0 to 65535",
  REGIONARY_API_KEY: `${MIN_KEY_LENGTH} or more printable ASCII characters without spaces`,
  REGIONARY_PUBLIC_URL: "an address that begins with http:// or https://",
  REGIONARY_ALLOWED_ORIGINS: "origins such as https://photos.example, separated by commas",
  REGIONARY_DATA_DIR: "a directory",
  REGIONARY_PROVIDER: "auto, cpu, cuda, tensorrt or webgpu",
  REGIONARY_THREADS: "a whole number of 1 or more",
  REGIONARY_GPUS: "numbers of GPUs such as 0,1, each once",
  REGIONARY_INT8: "auto or off",
  REGIONARY_MAX_BATCH: "a whole number from 1 to 256",
  REGIONARY_REGION_CACHE_MB: "a number of 0 or more",
  DATABASE_URL: "an address that begins with postgresql://",
} as const;
const SECRET = new Set(["REGIONARY_API_KEY", "DATABASE_URL"]);

const environment = z.object({
  REGIONARY_HOST: z.string().default("127.0.0.1"),
  REGIONARY_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  REGIONARY_API_KEY: z
    .string()
    .min(MIN_KEY_LENGTH)
    .regex(/^[\x21-\x7e]*$/)
    .optional(),
  REGIONARY_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  REGIONARY_ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine(isOrigin))),
  REGIONARY_DATA_DIR: z.string().default(path.join(root, ".regionary")),
  REGIONARY_PROVIDER: z.enum(["auto", "cpu", "cuda", "tensorrt", "webgpu"]).default("auto"),
  REGIONARY_THREADS: z.coerce.number().int().min(1).optional(),
  REGIONARY_GPUS: z
    .string()
    .default("0")
    .transform((text) => list(text).map(Number))
    .pipe(z.array(z.int().min(0)).min(1).refine(allDiffer)),
  REGIONARY_INT8: z.enum(["auto", "off"]).default("auto"),
  REGIONARY_MAX_BATCH: z.coerce.number().int().min(1).max(256).optional(),
  REGIONARY_REGION_CACHE_MB: z.coerce.number().min(0).default(2_048),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
});

function list(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

function allDiffer(values: readonly number[]): boolean {
  return new Set(values).size === values.length;
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[^/]+$/.test(text) && URL.canParse(text);
}

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
  /** As CUDA numbers them; of no account on a CPU. */
  readonly gpus: readonly number[];
  readonly int8: "auto" | "off";
  readonly maxBatch: number | undefined;
  readonly regionCacheBytes: number;
}

/** Reads the settings, the one place that does. Throws INVALID_CONFIGURATION naming every setting at fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  checkNames(Object.keys(given));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    // The value is not repeated: it may be a secret.
    const names = new Set(parsed.error.issues.map(({ path: [name] }) => name as keyof typeof ALLOWED));
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      [...names].map((name) => `${name} must be ${ALLOWED[name]}${got(name, given[name])}.`).join(" "),
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
    allowedOrigins: settings.REGIONARY_ALLOWED_ORIGINS,
    dataDirectory: path.resolve(settings.REGIONARY_DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    provider: settings.REGIONARY_PROVIDER,
    threads: settings.REGIONARY_THREADS,
    gpus: settings.REGIONARY_GPUS,
    int8: settings.REGIONARY_INT8,
    maxBatch: settings.REGIONARY_MAX_BATCH,
    regionCacheBytes: settings.REGIONARY_REGION_CACHE_MB * 1024 * 1024,
  });
}

/** A misspelt setting would be a setting that silently does nothing. */
function checkNames(names: readonly string[]): void {
  const unknown = names.filter((name) => /^REGIONARY_(?!TEST_)/.test(name) && !(name in ALLOWED));
  if (unknown.length === 0) return;
  throw new RegionaryError(
    "INVALID_CONFIGURATION",
    `There is no setting ${unknown.join(", ")}. The settings are ${Object.keys(ALLOWED).join(", ")}.`,
  );
}

function got(name: string, value: string | undefined): string {
  return value === undefined || SECRET.has(name) ? "" : `; it is "${value}"`;
}
