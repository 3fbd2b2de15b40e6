#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error(
    `Regionary is not built yet. If npm start is building it, wait for it; otherwise run \`npm run build\` in ${fileURLToPath(new URL("..", import.meta.url))}`,
  );
  process.exitCode = 1;
}
