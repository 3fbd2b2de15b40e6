import { runCommandLine } from "./command-line";

// Loaded by bin/regionary.mjs. The exit code is left to be found when all that was opened is closed.
runCommandLine(process.argv.slice(2), {
  env: process.env,
  print: (line) => console.log(line),
  warn: (line) => console.error(line),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
