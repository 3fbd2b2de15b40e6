/** `npm start`: installs and builds what is missing or out of date, then is the service itself. */
import { build, install } from "./project.mjs";

install();
build();
// In this very process: one receiver of signals, one exit code, and nothing left behind by a kill -9.
await import("../dist/main.js");
