/**
 * What a browser loads before the studio's first page can be used, and how much of it there may be. Vite's manifest
 * says what each file imports; the first page itself is imported later, but at once.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 300;
const FIRST = ["index.html", "pages/start/start-page.tsx"];
const BESIDE = ["index.html", "icon.svg"];

/** The files of a built studio that its first page loads, each with its size in gzip, the largest first. */
export function firstLoad(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, ".vite/manifest.json"), "utf8"));
  const seen = new Set();
  const files = new Set(BESIDE);
  const follow = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build of the studio has no ${key}, which its first page is (FIRST).`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) follow(imported);
  };
  for (const key of FIRST) follow(key);
  return [...files]
    .map((file) => ({ file, bytes: gzipSync(readFileSync(path.join(folder, file))).length }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** Prints the size of the first load, and throws where it is more than it may be. */
export function checkFirstLoad(folder) {
  const files = firstLoad(folder);
  const kilobytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  const size = `The studio's first load is ${kilobytes.toFixed(1)} KB in gzip, of ${LIMIT_KB} KB at most`;
  if (kilobytes <= LIMIT_KB) return console.log(`${size} (${files.length} files).`);
  const largest = files.slice(0, 10).map(({ file, bytes }) => `  ${(bytes / 1000).toFixed(1)} KB ${file}`);
  throw new Error(
    `${size}. Load what the first page does not need when it is needed. The largest files:\n${largest.join("\n")}`,
  );
}
