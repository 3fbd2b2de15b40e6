import type { Account } from "./account";

/** One database cluster on disk, and what it takes to run it. */
export interface Cluster {
  /** The folder named by PGDATA. */
  readonly data: string;
  readonly logFile: string;
  readonly password: string;
  readonly account: Account | undefined;
  /** The folder of `bin`, `lib` and `share`. */
  readonly binaries: string;
  /** Where the port last used is remembered. */
  readonly portFile: string;
}

/** Superuser and database have one name; the password is the secret. */
export const clusterUser = "regionary";
