/** `npm run check`: types, lint and format, and the layers of the house; everything but the tests. */
import { checkDocuments, generate, install, runPackage } from "./project.mjs";

install();
generate();
runPackage("The type check", "typescript/bin/tsc", ["--noEmit"]);
runPackage("The type check of the studio", "typescript/bin/tsc", ["--noEmit", "-p", "studio"]);
checkDocuments();
runPackage("Lint or format (npm run format mends most)", "@biomejs/biome/bin/biome", [
  "check",
  "--error-on-warnings",
]);
runPackage("The check of the layers", "dependency-cruiser/bin/dependency-cruise.mjs", [
  "src",
  "lab",
  "studio",
  "--config",
  ".dependency-cruiser.cjs",
]);
