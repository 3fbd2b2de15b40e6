import os from "node:os";
import { RegionaryError } from "../../errors";

/** initdb asks the system for the name of its user, which a container's `--user 4711` does not have. */
export function refuseUserWithoutName(): void {
  try {
    os.userInfo();
  } catch {
    const [uid, gid] = [process.getuid?.(), process.getgid?.()];
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `The user ${uid} has no name on this system, and PostgreSQL needs one to create its files. Give it one, as root: ` +
        `echo "regionary:x:${uid}:${gid}::/:/bin/false" >> /etc/passwd (in a container: as a line of its Dockerfile), ` +
        "or set DATABASE_URL to a PostgreSQL server.",
    );
  }
}
