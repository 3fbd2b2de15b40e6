import { RegionaryError } from "../../errors";

const FULL = /No space left on device|Check free disk space|Disk quota exceeded|\b(ENOSPC|EDQUOT)\b/i;
const CODES: Readonly<Record<string, string>> = {
  EACCES: "belongs to another user, or may not be written to",
  EPERM: "belongs to another user, or may not be written to",
  EROFS: "is on a file system that is read-only",
};
const NEEDED_MB = 150;

/**
 * One line for what keeps the data directory from being used: a full disk, another user's files (a start as root
 * before this one), a read-only folder. Null if it is something else.
 */
export function explainDisk(dataDirectory: string, error: unknown): RegionaryError | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (FULL.test(String(code)) || FULL.test(String(message))) return diskFull(dataDirectory, error);
  const reason = typeof code === "string" ? CODES[code] : undefined;
  if (reason === undefined || /permission to (create|connect)/.test(String(message))) return null;
  return new RegionaryError(
    "INVALID_CONFIGURATION",
    `The data directory ${dataDirectory} ${reason} (${code}). Start as the user that it belongs to, or set REGIONARY_DATA_DIR to a directory of your own.`,
    {},
    { cause: error },
  );
}

function diskFull(dataDirectory: string, cause: unknown): RegionaryError {
  return new RegionaryError(
    "STORAGE_UNAVAILABLE",
    `The disk of the data directory ${dataDirectory} is full: PostgreSQL needs ${NEEDED_MB} MB to begin with. Make room, or set REGIONARY_DATA_DIR to a directory on another disk; nothing that was stored is lost.`,
    {},
    { cause },
  );
}
