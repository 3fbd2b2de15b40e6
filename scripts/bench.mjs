/** `npm run bench`: the benchmarks of bench/, from their TypeScript. */
import { packGpu } from "./pack-gpu.mjs";
import { fail, generate, install, run } from "./project.mjs";

install();
generate();
const pack = process.argv.indexOf("--pack");
if (pack >= 0) packGpu(process.argv[pack + 1] ?? fail("--pack needs the folder for the parts."));
else
  run("The benchmark", process.execPath, [
    "-r",
    "@swc-node/register",
    "bench/run.ts",
    ...process.argv.slice(2),
  ]);
