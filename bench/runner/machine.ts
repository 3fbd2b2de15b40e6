import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What the figures were measured on, in a line. */
export function machine(provider: string): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const versions = ["onnxruntime-node", "sharp"].map((name) => `${name} ${versionOf(name)}`);
  const hardware = `${os.availableParallelism()} x ${cpu?.model ?? "unknown CPU"}, ${memory} GiB`;
  return [hardware, `Node ${process.versions.node}`, ...versions, `provider ${provider}`].join(", ");
}

function versionOf(name: string): string {
  const file = path.resolve(__dirname, "../../node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
