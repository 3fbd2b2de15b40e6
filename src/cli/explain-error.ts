import { isRegionaryError } from "../errors";
import { isStorageUnavailable } from "../storage/database/storage-errors";

interface Problem {
  readonly label: string;
  readonly reason: string;
  readonly nearest?: readonly string[];
}

const DISK_FULL = "53100"; // as PostgreSQL numbers it

/** What a person is told of a failure: ours by its message and problems, the database's in a line, others whole. */
export function explainError(error: unknown): string {
  if (isRegionaryError(error)) {
    const problems = (error.details.problems ?? []) as readonly Problem[];
    return [error.message, ...problems.map(describe)].join("\n");
  }
  if (isStorageUnavailable(error)) {
    if ((error as { code?: string }).code === DISK_FULL)
      return "The disk of the database is full. Make room, then run the same command again.";
    const reason = (error as { code?: string }).code ?? (error as Error).message;
    return `The database cannot be reached (${reason}). Check DATABASE_URL and that its server runs.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function describe({ label, reason, nearest = [] }: Problem): string {
  const hint = nearest.length > 0 ? ` (nearest: ${nearest.join(", ")})` : "";
  return `  "${label}" ${reason}${hint}`;
}
