import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { RegionaryError } from "../../errors";

/** The user and group under which PostgreSQL runs. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const accountName = "postgres";

/**
 * PostgreSQL refuses to run as root: then it runs as the user that its files belong to, and where there are none yet as
 * the system's user `postgres`, created if absent. For any other user the result is undefined: it runs as that user.
 */
export function accountWhenRoot(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = lookUp() ?? (create() ? lookUp() : undefined);
  if (account) return account;
  throw new RegionaryError(
    "INVALID_CONFIGURATION",
    `PostgreSQL does not run as root, and the user "${accountName}" could not be created for it. ` +
      "Start Regionary as an ordinary user, create that user, or set DATABASE_URL.",
  );
}

/** Whether the account can enter the directory: tried, because modes alone do not tell (ACLs, mounts). */
export function canEnter(account: Account, directory: string): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...account, cwd: "/" }).status === 0;
}

function lookUp(): Account | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { status, stdout } = spawnSync("id", [flag, accountName], { encoding: "utf8" });
    return status === 0 ? Number(stdout) : Number.NaN;
  }) as [number, number];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

function create(): boolean {
  const attempts: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", accountName]],
    ["adduser", ["-S", "-D", "-H", accountName]], // BusyBox
  ];
  return attempts.some(([command, args]) => spawnSync(command, args).status === 0);
}
