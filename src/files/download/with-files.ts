import { RegionaryError } from "../../errors";

/** Does something with files; if the system refuses, DOWNLOAD_FAILED says why, and what is kept. */
export async function withFiles<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, message, syscall } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    const reason =
      code === "ENOSPC" || code === "EDQUOT"
        ? `The disk that ${path} is on is full. Make room and run the same command again`
        : `${path} cannot be written (${message})`;
    throw new RegionaryError("DOWNLOAD_FAILED", `${reason}; what has come so far is kept.`, {}, { cause });
  }
}
