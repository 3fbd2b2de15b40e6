/** `npm run bench`: the benchmarks of bench/, from their TypeScript. */
import { generate, install, run } from "./project.mjs";

install();
generate();
run("The benchmark", process.execPath, [
  "-r",
  "@swc-node/register",
  "bench/run.ts",
  ...process.argv.slice(2),
]);
