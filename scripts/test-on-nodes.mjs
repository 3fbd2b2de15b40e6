/**
 * `npm run test:nodes`: the tests of what differs from Node to Node, on the newest LTS and the newest release. With
 * `--whole`, as CI runs it, first the checks and all tests on the Node that this is started with.
 * A line "node-24: N passed, N failed" for each Node; the last line is their sum.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fail, generate, install, root, runNpm } from "./project.mjs";
import { runJest, summary } from "./run-jest.mjs";

/** The newest LTS and the newest release. */
const versions = ["24.21.0", "26.10.0"];

/**
 * Threads, processes, streams, sockets, native modules and the tokenizers' WebAssembly: what each major version of Node
 * changes something about.
 */
const touchy =
  "^(node:)?(worker_threads|child_process|process|stream|zlib|http|https|net)(/|$)|node_modules/(sharp|onnxruntime-node|pg|ws|@agnai|@huggingface)/";

const hereToo = process.argv.includes("--whole");
if (hereToo) await import("./check.mjs");
install();
generate();

const files = await touchyTests();
const runs = hereToo ? [test("all tests", process.versions.node, process.execPath, [])] : [];
for (const version of versions)
  runs.push(test(`${files.length} files`, version, fetchNode(version), ["--runTestsByPath", ...files]));

for (const { name, counts } of runs) console.log(`${name}: ${summary(counts)}`);
const total = (key) => runs.reduce((sum, { counts }) => sum + counts[key], 0);
const sum = { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
console.log(summary(sum));
process.exit(sum.failed > 0 ? 1 : 0);

function test(what, version, node, jestArguments) {
  const name = `node-${version.split(".")[0]}`;
  const begun = Date.now();
  console.log(`\n${name}: ${what} on Node ${version} ...`);
  const counts = runJest(jestArguments, node);
  console.log(`${name}: after ${Math.round((Date.now() - begun) / 1000)} s`);
  return { name, counts: counts ?? { passed: 0, failed: 1, skipped: 0 } };
}

/**
 * The test files from which imports lead to something touchy. Not those that compare with the reference data beside the
 * checkout: they are about numbers, and half of the time. Nor those of the studio: they are about the browser.
 */
async function touchyTests() {
  const { cruise } = await import("dependency-cruiser"); // not installed when this script begins
  const { output } = await cruise(["test", "src", "lab"], {
    baseDir: root,
    reaches: touchy,
    doNotFollow: { path: "node_modules" },
  });
  return output.modules
    .map(({ source }) => source)
    .filter((name) => name.endsWith(".test.ts"))
    .filter(
      (name) => !/describeWithShared|describeInBrowser/.test(readFileSync(path.join(root, name), "utf8")),
    );
}

/**
 * The path of a Node of another version, downloaded when first asked for. It is in a package for each system; npm's
 * `node` brings it by an install script, and those are off in .npmrc.
 */
function fetchNode(version) {
  const { platform, arch } = process;
  const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
  const name = [prefix, platform === "win32" ? "win" : platform, arch].join("-");
  const folder = path.join(root, "node_modules/.nodes", version);
  const program = platform === "win32" ? "node.exe" : "node";
  const node = path.join(folder, "node_modules", name, "bin", program);
  const isThere = existsSync(path.join(folder, "node_modules/.package-lock.json")); // written when npm is done
  if (!isThere) {
    const options = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    runNpm(`Downloading Node ${version}`, ["install", "--prefix", folder, ...options, `${name}@${version}`]);
  }
  if (!existsSync(node)) fail(`${name}@${version} has no ${path.relative(root, node)}`);
  return node;
}
