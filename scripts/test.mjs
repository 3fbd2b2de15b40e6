/**
 * `npm test`: the checks, then the tests; what follows `npm test --` goes to jest, without the checks.
 * The last line is "N passed, N failed", with ", N skipped" where tests were.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fail, generate, install, root } from "./project.mjs";

const jestArguments = process.argv.slice(2);
if (jestArguments.length === 0) await import("./check.mjs");
install();
generate();

const scratch = mkdtempSync(path.join(os.tmpdir(), "regionary-results-"));
const results = path.join(scratch, "results.json");
const jest = path.join(root, "node_modules/jest/bin/jest.js");
const { status } = spawnSync(
  process.execPath,
  [
    "--experimental-vm-modules", // packages that are ES modules only
    "--disable-warning=ExperimentalWarning",
    jest,
    "--json",
    `--outputFile=${results}`,
    ...jestArguments,
  ],
  { cwd: root, stdio: "inherit" },
);
const counts = readCounts();
rmSync(scratch, { recursive: true });
if (!counts) fail("jest did not finish");
const skipped = counts.numPendingTests + counts.numTodoTests;
const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites; // a file that does not load is a failure
console.log(`${counts.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exit(status ?? 1);

function readCounts() {
  try {
    return JSON.parse(readFileSync(results, "utf8"));
  } catch {
    return undefined;
  }
}
