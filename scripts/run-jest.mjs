import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./project.mjs";

/**
 * Runs jest on this terminal, by this Node or another. Gives how many tests passed, failed and were skipped; where jest
 * does not come to its end, says why and gives null.
 */
export function runJest(jestArguments, node = process.execPath) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "regionary-results-"));
  const results = path.join(scratch, "results.json");
  const args = [
    "--experimental-vm-modules", // packages that are ES modules only
    "--disable-warning=ExperimentalWarning",
    path.join(root, "node_modules/jest/bin/jest.js"),
    "--json",
    `--outputFile=${results}`,
    ...jestArguments,
  ];
  // What the tests start by the name of `node` is that Node too.
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
  // Trainings have the lowest priority: beside tests of normal priority on all cores they would hardly go on.
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  const { status, signal, error } = spawnSync(node, args, { cwd: root, stdio: "inherit", env });
  const counts = readCounts(results, status);
  rmSync(scratch, { recursive: true });
  if (!counts) console.error(`jest did not finish (${error?.message ?? signal ?? `exit code ${status}`})`);
  return counts;
}

/** "N passed, N failed", with ", N skipped" where tests were. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

function readCounts(results, status) {
  try {
    const counts = JSON.parse(readFileSync(results, "utf8"));
    const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites; // a file that does not load is a failure
    return {
      passed: counts.numPassedTests,
      failed: failed === 0 && status !== 0 ? 1 : failed, // such as an error after the last test
      skipped: counts.numPendingTests + counts.numTodoTests,
    };
  } catch {
    return null;
  }
}
