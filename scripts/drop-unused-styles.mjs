/**
 * Drops from the studio's style sheet what no script of the studio names: Mantine's sheet has the styles of all its
 * parts, and a third of them are of parts that are not used. Its classes are all of the form m_1a2b3c4d.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import postcss from "postcss";
import { root } from "./project.mjs";

const CLASS = /m_[0-9a-f]{6,8}/g;
const studio = path.join(root, "dist/studio");
const read = (name) => readFileSync(path.join(studio, name), "utf8");
const scripts = readdirSync(path.join(studio, "assets")).filter((name) => name.endsWith(".js"));
const used = new Set(scripts.flatMap((name) => read(`assets/${name}`).match(CLASS) ?? []));
const isUsed = (selector) => (selector.match(CLASS) ?? []).every((name) => used.has(name));

const [sheet] = JSON.parse(read(".vite/manifest.json"))["index.html"].css;
const css = postcss.parse(read(sheet));
css.walkRules((rule) => {
  rule.selectors = rule.selectors.filter(isUsed);
  if (rule.selector === "") rule.remove();
});
css.walkAtRules((rule) => {
  if (rule.nodes?.length === 0) rule.remove();
});

// Browsers keep a file by its name for good: another content has another name.
const content = css.toString();
const hash = createHash("sha256").update(content).digest("base64url").slice(0, 8);
const renamed = `assets/studio-${hash}.css`;
rmSync(path.join(studio, sheet));
writeFileSync(path.join(studio, renamed), content);
for (const name of ["index.html", ".vite/manifest.json"])
  writeFileSync(path.join(studio, name), read(name).replaceAll(sheet, renamed));
for (const name of scripts)
  if (read(`assets/${name}`).includes(sheet))
    throw new Error(`${name} names ${sheet}, which is ${renamed} now.`);
