/** `npm start`: installs and builds what is missing or out of date, then is the service itself. */
import { runMain } from "node:module";
import { fileURLToPath } from "node:url";
import { build, install } from "./project.mjs";

install();
build();

// In this very process: one receiver of signals, one exit code, and nothing left behind by a kill -9.
process.argv[1] = fileURLToPath(new URL("../dist/main.js", import.meta.url));
runMain(process.argv[1]);
