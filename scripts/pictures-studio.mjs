/** `npm run pictures:studio`: the pictures of docs/studio.md and the README, taken anew of the running product. */
import { build, install, run } from "./project.mjs";

install();
build();
run("Taking the pictures", process.execPath, [
  "-r",
  "@swc-node/register",
  "test/studio/pictures/take-pictures.ts",
]);
