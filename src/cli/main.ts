import { runCommandLine } from "./command-line";

// Loaded by bin/regionary.mjs.
runCommandLine(process.argv.slice(2), {
  env: process.env,
  canRedraw: process.stderr.isTTY,
  print: (line) => console.log(line),
  warn: (line) => console.error(line),
}).then((exitCode) => {
  // The answer may still be on its way through a pipe.
  process.stdout.write("", () => process.exit(exitCode));
});
