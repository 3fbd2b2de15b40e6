/**
 * `npm test`: the checks, then the tests; what follows `npm test --` goes to jest, without the checks.
 * The last line is "N passed, N failed", with ", N skipped" where tests were.
 */
import { generate, install } from "./project.mjs";
import { runJest, summary } from "./run-jest.mjs";

const jestArguments = process.argv.slice(2);
if (jestArguments.length === 0) await import("./check.mjs");
install();
generate();

const counts = runJest(jestArguments);
if (counts) console.log(summary(counts));
process.exit(counts?.failed === 0 ? 0 : 1);
