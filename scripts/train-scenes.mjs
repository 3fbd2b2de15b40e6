/** `npm run train:scenes`: makes the model that ships anew, from nothing (see docs/models.md). */
import { generate, install, run } from "./project.mjs";

install();
generate();
run("The training", process.execPath, [
  "-r",
  "@swc-node/register",
  "lab/main.ts",
  ...["train-scenes", "--out", "scenes/model"],
  ...process.argv.slice(2),
]);
