import { isRegionaryError } from "../errors";
import { explainStorageFailure } from "../services/explain-storage-failure";

interface Problem {
  readonly label: string;
  readonly reason: string;
  readonly nearest?: readonly string[];
}

/** What a person is told about a failure: the message and problems of our own, one line for the database's, others whole. */
export function explainError(error: unknown): string {
  if (isRegionaryError(error)) {
    const problems = (error.details.problems ?? []) as readonly Problem[];
    const lines = problems.map(describe);
    const isSaid = lines.length === 1 && error.message.includes(lines[0]!.trim());
    return [error.message, ...(isSaid ? [] : lines)].join("\n");
  }
  const ofStorage = explainStorageFailure(error);
  if (ofStorage !== null) return ofStorage;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function describe({ label, reason, nearest = [] }: Problem): string {
  const hint = nearest.length > 0 ? ` (nearest: ${nearest.join(", ")})` : "";
  return `  "${label}" ${reason}${hint}`;
}
