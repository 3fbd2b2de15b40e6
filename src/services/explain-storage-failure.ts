import { isStorageUnavailable } from "../storage/database/storage-errors";

const DISK_FULL = "53100"; // as PostgreSQL numbers it

/** What a person is told when the database is at fault; null for any other error. */
export function explainStorageFailure(error: unknown): string | null {
  if (!isStorageUnavailable(error)) return null;
  const { code, message } = error as { code?: string; message: string };
  if (code === DISK_FULL)
    return "The disk of the database is full. Make room, then run the same command again.";
  return `The database cannot be reached (${code ?? message}). Check DATABASE_URL and that its server runs.`;
}
