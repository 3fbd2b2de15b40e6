/**
 * `npm run build`: makes dist/, with the packages installed first where they are missing; with `--studio`, as tests call
 * it, the web page alone.
 */
import { build, buildStudio, install } from "./project.mjs";

install();
if (process.argv.includes("--studio")) buildStudio();
else build();
