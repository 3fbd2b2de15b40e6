import { isDiskFull, isStorageUnavailable } from "../storage/database/storage-errors";

/** What a person is told when the database or the disk is at fault; null for any other error. */
export function explainStorageFailure(error: unknown): string | null {
  const ofFiles = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  if (["ENOSPC", "EDQUOT"].includes(ofFiles))
    return `The disk of the data directory is full (${ofFiles}). Make room, or set REGIONARY_DATA_DIR to a directory on another disk; then ask for it again.`;
  if (!isStorageUnavailable(error)) return null;
  if (isDiskFull(error))
    return "The disk of the database is full. Make room, then run the same command again.";
  const { code, message } = error as { code?: string; message: string };
  return `The database cannot be reached (${code ?? message.trim().split("\n").at(-1)}). Check DATABASE_URL and that its server runs.`;
}
