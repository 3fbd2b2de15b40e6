import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../../..");

/** A drawn picture, and what can be seen in it. */
export interface DrawnPicture {
  readonly name: string;
  readonly bytes: Buffer;
  readonly labels: readonly string[];
}

/** Draws pictures of shapes, which are ours to show, large enough to be looked at. */
export function drawPictures(directory: string, count: number): DrawnPicture[] {
  const scenes = ["scenes", "--out", directory, "--count", String(count), "--size", "480", "--seed", "15"];
  const { status } = spawnSync(process.execPath, ["bin/regionary", ...scenes], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`regionary scenes ended with ${status}.`);
  const described: Record<string, { labels: string[] }> = JSON.parse(
    readFileSync(path.join(directory, "labels.json"), "utf8"),
  );
  return Object.entries(described).map(([file, { labels }], index) => ({
    name: `shapes-${String(index + 1).padStart(3, "0")}.png`,
    bytes: readFileSync(path.join(directory, file)),
    labels,
  }));
}
