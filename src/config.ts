import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "./errors";
import { isMirror } from "./files/download/address";
import { PROVIDER_SETTINGS, type ProviderSetting } from "./inference/providers/providers";

const MIN_KEY_LENGTH = 16;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const root = path.resolve(__dirname, "..");

interface Setting<S extends z.ZodType = z.ZodType> {
  /** What it may be, in words. */
  readonly allowed: string;
  readonly schema: S;
  /** Its value is never repeated. */
  readonly secret?: true;
}

const settings = {
  REGIONARY_HOST: { allowed: "a host name or address", schema: z.string().default("127.0.0.1") },
  REGIONARY_PORT: {
    allowed: "a whole number from 0 to 65535",
    schema: z.coerce.number().int().min(0).max(65_535).default(4000),
  },
  REGIONARY_API_KEY: {
    allowed: `${MIN_KEY_LENGTH} or more printable ASCII characters without spaces`,
    schema: z
      .string()
      .min(MIN_KEY_LENGTH)
      .regex(/^[\x21-\x7e]*$/)
      .optional(),
    secret: true,
  },
  REGIONARY_PUBLIC_URL: {
    allowed: "an address that begins with http:// or https://",
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  REGIONARY_ALLOWED_ORIGINS: {
    allowed: "origins such as https://photos.example, separated by commas",
    schema: z
      .string()
      .default("")
      .transform(list)
      .pipe(z.array(z.string().refine(isOrigin))),
  },
  REGIONARY_DATA_DIR: { allowed: "a directory", schema: z.string().default(path.join(root, ".regionary")) },
  REGIONARY_PROVIDER: {
    allowed: `${PROVIDER_SETTINGS.slice(0, -1).join(", ")} or ${PROVIDER_SETTINGS.at(-1)}`,
    schema: z.enum(PROVIDER_SETTINGS).default("auto"),
  },
  REGIONARY_THREADS: {
    allowed: "a whole number of 1 or more",
    schema: z.coerce.number().int().min(1).optional(),
  },
  REGIONARY_GPUS: {
    allowed: "numbers of GPUs such as 0,1, each once",
    schema: z
      .string()
      .default("0")
      .transform((text) => list(text).map(Number))
      .pipe(z.array(z.int().min(0)).min(1).refine(allDiffer)),
  },
  REGIONARY_INT8: { allowed: "auto or off", schema: z.enum(["auto", "off"]).default("auto") },
  REGIONARY_MAX_BATCH: {
    allowed: "a whole number from 1 to 256",
    schema: z.coerce.number().int().min(1).max(256).optional(),
  },
  REGIONARY_REGION_CACHE_MB: {
    allowed: "a number of 0 or more, or all",
    schema: z
      .union([z.literal("all").transform(() => Number.POSITIVE_INFINITY), z.coerce.number().min(0)])
      .default(2_048),
  },
  REGIONARY_MIRROR: {
    allowed: "an address that begins with https:// or http://, without a password or a query",
    schema: z.string().refine(isMirror).optional(),
  },
  DATABASE_URL: {
    allowed: "an address that begins with postgresql://",
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    secret: true,
  },
} satisfies Record<string, Setting>;

type SettingName = keyof typeof settings;
type Schemas = { [Name in SettingName]: (typeof settings)[Name]["schema"] };
const environment = z.object(
  Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema])) as Schemas,
);

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
  readonly provider: ProviderSetting;
  readonly threads: number | undefined;
  /** As CUDA numbers them; ignored on a CPU. */
  readonly gpus: readonly number[];
  readonly int8: "auto" | "off";
  readonly maxBatch: number | undefined;
  /** Infinity where regions are never let go. */
  readonly regionCacheBytes: number;
  /** Has the catalogue's files at the same paths below it; null for their publishers' own addresses. */
  readonly mirror: string | null;
}

/** Reads the settings, the one place that does. Throws INVALID_CONFIGURATION naming every setting at fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  checkNames(Object.keys(given));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    // The value is not repeated: it may be a secret.
    const names = new Set(parsed.error.issues.map(({ path: [name] }) => name as SettingName));
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      [...names]
        .map((name) => `${name} must be ${settings[name].allowed}${got(settings[name], given[name])}.`)
        .join(" "),
    );
  }
  const values = parsed.data;
  if (!LOOPBACK.test(values.REGIONARY_HOST) && !values.REGIONARY_API_KEY) {
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `REGIONARY_HOST=${values.REGIONARY_HOST} can be reached from other machines: set REGIONARY_API_KEY (at least ${MIN_KEY_LENGTH} characters), which every request must then carry, or listen on 127.0.0.1.`,
    );
  }
  return Object.freeze({
    host: values.REGIONARY_HOST.replace(/^\[|\]$/g, ""),
    port: values.REGIONARY_PORT,
    apiKey: values.REGIONARY_API_KEY ?? null,
    publicUrl: values.REGIONARY_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    allowedOrigins: values.REGIONARY_ALLOWED_ORIGINS,
    dataDirectory: path.resolve(values.REGIONARY_DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    provider: values.REGIONARY_PROVIDER,
    threads: values.REGIONARY_THREADS,
    gpus: values.REGIONARY_GPUS,
    int8: values.REGIONARY_INT8,
    maxBatch: values.REGIONARY_MAX_BATCH,
    regionCacheBytes: values.REGIONARY_REGION_CACHE_MB * 1024 * 1024,
    mirror: values.REGIONARY_MIRROR ?? null,
  });
}

/** A misspelled setting would be a setting that silently does nothing. */
function checkNames(names: readonly string[]): void {
  const unknown = names.filter((name) => /^REGIONARY_(?!TEST_)/.test(name) && !(name in settings));
  if (unknown.length === 0) return;
  throw new RegionaryError(
    "INVALID_CONFIGURATION",
    `There is no setting ${unknown.join(", ")}. The settings are ${Object.keys(settings).join(", ")}.`,
  );
}

function got({ secret }: Setting, value: string | undefined): string {
  return value === undefined || secret ? "" : `; got "${value}"`;
}
