const DISK_FULL = "53100"; // as PostgreSQL numbers it

const UNAVAILABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01", // the server is shutting down
  "57P02",
  "57P03", // the server is starting up
  "08000",
  "08003",
  "08006",
  "53300", // too many connections
  DISK_FULL,
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2028", // no transaction could be begun, or held, in the time allowed
]);

/** The driver's messages without a code: for a connection that broke, or was not available in time. */
const LOST_CONNECTION =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|server closed the connection/i;

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether the database, not the request, is at fault, so that the same request may succeed later. */
export function isStorageUnavailable(error: unknown): boolean {
  return anyOf(error, (one) => {
    const { severity, message } = one;
    if (UNAVAILABLE.has(codeOf(one) ?? "") || isDiskFull(one)) return true;
    // FATAL is the end of a connection, or a connection refused, whatever the code.
    if (severity === "FATAL" || severity === "PANIC") return true;
    return typeof message === "string" && LOST_CONNECTION.test(message);
  });
}

/** Whether the database has no room to store more. */
export function isDiskFull(error: unknown): boolean {
  return anyOf(error, (one) => codeOf(one) === DISK_FULL || one.originalCode === DISK_FULL);
}

/** Whether it holds for the error, or for one of those that it was made of. */
function anyOf(error: unknown, holds: (one: Readonly<Record<string, unknown>>) => boolean): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { errors, cause, meta } = error as Record<string, unknown>;
  if (holds(error as Record<string, unknown>)) return true;
  if (Array.isArray(errors) && errors.some((one) => anyOf(one, holds))) return true;
  // Prisma keeps the driver's error there.
  const driver = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return anyOf(cause, holds) || anyOf(driver, holds);
}

/** Whether a row that this one references is gone (PostgreSQL 23503), or another references this one (23001). */
export function isForeignKeyViolation(error: unknown): boolean {
  return ["23503", "23001", "P2003"].includes(codeOf(error) ?? "");
}

/** Whether a unique value is taken (PostgreSQL 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return ["23505", "P2002"].includes(codeOf(error) ?? "");
}
