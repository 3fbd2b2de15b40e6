/**
 * What the commands of package.json share. No dependencies: this runs before anything is installed.
 * npm's hooks are no place for it, since .npmrc turns install scripts off.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compressFiles } from "./compress-files.mjs";
import { firstLoad } from "./first-load.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const GQL_TADA = "gql.tada/bin/cli.js";
const inRoot = (...names) => path.join(root, ...names);

const oldestNode = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
  fail(
    `Regionary needs Node ${oldestNode.join(".")} or newer; this is ${process.versions.node} (${process.execPath}).`,
  );
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Runs a program in the clone, on this terminal; ends this one with its exit code if it fails. */
export function run(what, command, args, env = {}) {
  const options = { cwd: root, stdio: "inherit", env: { ...process.env, ...env } };
  const { status, error, signal } = spawnSync(command, args, options);
  if (status === 0) return;
  console.error(`${what} failed${error ? `: ${error.message}` : signal ? ` (${signal})` : ""}`);
  process.exit(status || 1);
}

/** Runs the program of an installed package, by the path in its folder. */
export function runPackage(what, program, args, env) {
  run(what, process.execPath, [inRoot("node_modules", program), ...args], env);
}

/** Installs exactly what package-lock.json says, unless that is what is there. */
export function install() {
  if (isInstalled()) return;
  console.log("Installing the packages (once, and after each change of package-lock.json) ...");
  runNpm("npm ci", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Runs the npm that started this, or else the one in the path. */
export function runNpm(what, args) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) run(what, process.execPath, [npm, ...args]);
  else if (process.platform === "win32") run(what, "cmd.exe", ["/d", "/s", "/c", "npm", ...args]);
  else run(what, "npm", args);
}

function isInstalled() {
  const wanted = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const list = inRoot("node_modules", ".package-lock.json"); // npm's own record, written when it is done
  if (!existsSync(list)) return false;
  const found = JSON.parse(readFileSync(list, "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === "" || (found[name] ? found[name].version === version : optional),
  );
}

/** Writes what src/ and studio/ do not compile without: the database client, and the types of the API. */
export function generate() {
  generateClient();
  generateApiTypes();
}

function generateClient() {
  const unchanged = stamp(inRoot("src/storage/generated/.stamp"), ["prisma", "package-lock.json"]);
  if (unchanged.holds()) return;
  // Generating needs no schema engine, but the command would download one if it knew of none.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  runPackage("prisma generate", "prisma/build/index.js", ["generate", "--no-hints"], env);
  unchanged.write();
}

function generateApiTypes() {
  const unchanged = stamp(inRoot("studio/api/generated/.stamp"), ["schema.graphql", "package-lock.json"]);
  if (unchanged.holds()) return;
  runPackage("Making the types of the API", GQL_TADA, ["generate-output", "--tsconfig", "studio"]);
  unchanged.write();
}

/** Fails where a document of the studio asks for what schema.graphql does not have. */
export function checkDocuments() {
  runPackage("The check of the studio's documents", GQL_TADA, [
    "check",
    "--fail-on-warn",
    "--tsconfig",
    "studio",
  ]);
}

const sources = [
  "schema.graphql",
  "src",
  "prisma",
  "studio",
  "scripts",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
];

/** Builds dist/, unless it was built from the sources as they are. */
export function build() {
  const unchanged = stamp(inRoot("dist/.stamp"), sources);
  if (unchanged.holds()) return;
  console.log("Building ...");
  generate();
  removeAllBut(["studio", "first-load.json"], inRoot("dist"));
  runPackage("The compilation", "typescript/bin/tsc", ["-p", "tsconfig.build.json"]);
  checkDocuments();
  buildStudio();
  unchanged.write();
}

/** Builds dist/studio, unless it was built from the sources as they are. Its stamp goes with what Vite removes first. */
export function buildStudio() {
  const folder = inRoot("dist/studio");
  const unchanged = stamp(path.join(folder, ".stamp"), ["studio", "scripts", "package-lock.json"]);
  if (unchanged.holds()) return;
  runPackage("The build of the studio", "vite/bin/vite.js", ["build", "studio", "--logLevel", "warn"]);
  run("Dropping unused styles", process.execPath, [inRoot("scripts/drop-unused-styles.mjs")]);
  compressFiles(path.join(folder, "assets"));
  const { files, size, problem } = firstLoad(folder);
  if (problem) fail(problem);
  console.log(size);
  writeFileSync(inRoot("dist/first-load.json"), JSON.stringify(files)); // for the test that a browser loads no more
  unchanged.write();
}

function removeAllBut(kept, folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!kept.includes(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Remembers in `file` the content of the sources that something was made from. */
function stamp(file, names) {
  const now = () => {
    const hash = createHash("sha256").update(process.versions.node);
    for (const name of names) hashInto(hash, inRoot(name));
    return hash.digest("hex");
  };
  return {
    holds: () => existsSync(file) && readFileSync(file, "utf8") === now(),
    write: () => writeFileSync(file, now()),
  };
}

function hashInto(hash, file) {
  if (path.basename(file) === "generated") return; // made, not a source
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) hashInto(hash, path.join(file, name));
  } else {
    hash.update(path.relative(root, file).replaceAll("\\", "/")).update(readFileSync(file));
  }
}
