import type { Config } from "../../config";
import { toGlobalId } from "../../services/global-id";

/** Where a run is found again: its id, and what a running service has of it. */
export function runAddresses({ publicUrl, host, port }: Config, runId: string): string {
  const id = toGlobalId("EvaluationRun", runId);
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const at = `${publicUrl ?? `http://${name}:${port}`}/evaluations/${id}`;
  return [
    `Run ${id}, while the service runs:`,
    `  page    ${at}/report.html`,
    `  report  ${at}/report.json`,
  ].join("\n");
}
