import { Prisma } from "./generated/client";

const LOST_CONNECTION = new Set([
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
  "53100", // disk full
  "P1001",
  "P1002",
  "P1008",
  "P1017",
]);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether the database, not the request, is at fault, so that the same request may go through later. */
export function isStorageUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = codeOf(cause);
    if (code && LOST_CONNECTION.has(code)) return true;
    if (
      /Connection terminated|timeout exceeded when trying to connect|server closed the connection/i.test(
        cause.message,
      )
    )
      return true;
  }
  if (error instanceof AggregateError) return error.errors.some(isStorageUnavailable);
  return false;
}

/** Whether a row that this one names has gone (PostgreSQL 23503). */
export function isForeignKeyViolation(error: unknown): boolean {
  return (
    codeOf(error) === "23503" ||
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2003")
  );
}

/** Whether a unique value is taken (PostgreSQL 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return (
    codeOf(error) === "23505" ||
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
  );
}
