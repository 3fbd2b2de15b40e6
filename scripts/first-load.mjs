/**
 * What a browser loads before the studio's first page, which comes with it, can be used, and how much of it there may
 * be. Vite's manifest says what each file imports.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 300;
const FIRST = ["index.html"];
const BESIDE = ["index.html", "icon.svg"];

/**
 * The files of a built studio that its first page loads, the largest first, and their size in words; `problem` is null
 * unless that is more than it may be.
 */
export function firstLoad(folder) {
  const files = [...filesOfFirstPage(folder)]
    .map((file) => ({ file, bytes: gzipSync(readFileSync(path.join(folder, file))).length }))
    .sort((a, b) => b.bytes - a.bytes);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const size = `The studio's first load is ${inKb(total)} in gzip (${files.length} files), of at most ${LIMIT_KB} KB.`;
  if (total <= LIMIT_KB * 1000) return { files, size, problem: null };
  const largest = files.slice(0, 10).map(({ file, bytes }) => `\n  ${inKb(bytes)} ${file}`);
  const advice = "Load what the first page does not need when it is needed. The largest files:";
  return { files, size, problem: `${size} ${advice}${largest.join("")}` };
}

function filesOfFirstPage(folder) {
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
  return files;
}

const inKb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
