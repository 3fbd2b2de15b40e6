/** `npm start`: installs and builds what is missing or out of date, then is the service itself. */
import { runMain } from "node:module";
import { fileURLToPath } from "node:url";
import { build, install } from "./project.mjs";

install();
build();

// Ctrl-C comes from the terminal and once more from npm, which passes it on: the service is to see one signal.
const repeatsMs = 1_000;
let firstAt;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    firstAt ??= Date.now();
    if (Date.now() - firstAt > repeatsMs) process.exit(1);
  });
}

// In this very process: one receiver of signals, one exit code, and nothing left behind by a kill -9.
process.argv[1] = fileURLToPath(new URL("../dist/main.js", import.meta.url));
runMain(process.argv[1]);
