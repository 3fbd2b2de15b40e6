import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A Chromium that runs on this machine. */
export interface FoundBrowser {
  readonly program: string;
  readonly env: Record<string, string>;
  /** Removes what was unpacked for it. */
  remove(): void;
}

const root = path.resolve(__dirname, "../../..");
const INSTALLED = ["chromium", "chromium-browser", "google-chrome"];
const PATIENCE_MS = 180_000; // others may keep the machine busy

/** The one in a package, which is the same everywhere, or else one that is installed; null where none runs. */
export function findBrowser(): FoundBrowser | null {
  return packagedBrowser() ?? installedBrowser();
}

/** @sparticuz/chromium: for Linux on x64, with the libraries and letters that a bare machine lacks. */
function packagedBrowser(): FoundBrowser | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const folder = mkdtempSync(path.join(os.tmpdir(), "regionary-browser-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const program = unpackInto(folder);
  const env = { ...ownEnvironment(), FONTCONFIG_FILE: writeFontConfiguration(folder) };
  const withLibraries = { ...env, LD_LIBRARY_PATH: path.join(folder, "al2023/lib") };
  const works = program && [env, withLibraries].find((candidate) => runs(program, candidate));
  if (works) return { program, env: works, remove };
  remove();
  return null;
}

/** The package unpacks into TMPDIR, and its libraries only where it believes itself to be in a function of AWS. */
function unpackInto(folder: string): string | null {
  const script = `import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())`;
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
  const { status } = spawnSync(process.execPath, ["--eval", script], {
    cwd: root,
    env,
    timeout: PATIENCE_MS,
  });
  const program = path.join(folder, "chromium");
  return status === 0 && existsSync(program) ? program : null;
}

/** Only the package's own letters, so that pictures look the same on every machine. */
function writeFontConfiguration(folder: string): string {
  const file = path.join(folder, "fonts.conf");
  const directories = `<dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${directories}</fontconfig>`);
  return file;
}

function installedBrowser(): FoundBrowser | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const programs = INSTALLED.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const env = ownEnvironment();
  const program = programs.find((candidate) => existsSync(candidate) && runs(candidate, env));
  return program ? { program, env, remove: () => undefined } : null;
}

/** Whether it starts at all: most often a library is missing. */
function runs(program: string, env: Record<string, string>): boolean {
  return spawnSync(program, ["--version"], { env, timeout: PATIENCE_MS }).status === 0;
}

function ownEnvironment(): Record<string, string> {
  const { PATH = "", HOME = os.tmpdir() } = process.env;
  return { PATH, HOME, TZ: "UTC", LANG: "en_US.UTF-8" };
}
