import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "../../..");

/** Builds the studio's page, unless it was built from the sources as they are. The service sends it from dist/studio. */
export function buildStudio(): void {
  const script = path.join(root, "scripts/build.mjs");
  const env = { ...process.env, NODE_ENV: "production" }; // or it would be React's larger build for developers
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--studio"], {
    encoding: "utf8",
    env,
  });
  if (status !== 0) throw new Error(`The studio was not built:\n${stdout}${stderr}`);
}
