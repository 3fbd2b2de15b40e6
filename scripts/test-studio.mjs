/**
 * `npm run test:studio`: the studio whole, in a real browser on real services, in under 5 minutes on an idle machine.
 * What each page looks like is left in studio-pictures/, for somebody to look at. What follows `--` goes to jest.
 */
import { buildStudio, generate, install } from "./project.mjs";
import { runJest, summary } from "./run-jest.mjs";

install();
generate();
buildStudio();
const files = ["--testMatch", "**/test/studio/full/*.full.ts", "--maxWorkers=1", "--verbose"];
const counts = runJest([...files, ...process.argv.slice(2)]);
if (counts) console.log(summary(counts));
process.exit(counts?.failed === 0 ? 0 : 1);
