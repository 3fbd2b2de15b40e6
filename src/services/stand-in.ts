import os from "node:os";
import type { Engine } from "../inference/engine";
import type { Database } from "../storage/database";
import { findInt8Versions, type ModelVersionRow } from "../storage/model-versions";
import { passesThreshold, type QuantizationReport } from "./quantization-report";

/** Whether 8-bit versions stand in for float32 ones where they may. */
export const INT8_SETTINGS = ["auto", "off"] as const;
export type Int8Setting = (typeof INT8_SETTINGS)[number];

/** How an 8-bit version compares with the float32 one it was made from; undefined for one in float32. */
export function quantizationOf({ descriptor }: ModelVersionRow): QuantizationReport | undefined {
  return (descriptor as { quantization?: QuantizationReport }).quantization;
}

/**
 * The newest 8-bit version that makes a model version's predictions on this host, or null: where models run
 * on the CPU, its report passes the threshold, and it was measured on a processor of this kind.
 */
export async function findStandIn(
  db: Database,
  { provider }: Pick<Engine, "provider">,
  setting: Int8Setting,
  model: ModelVersionRow,
): Promise<ModelVersionRow | null> {
  if (setting === "off" || provider.inUse !== "cpu" || quantizationOf(model)) return null;
  const versions = await findInt8Versions(db, model.id);
  return versions.find((version) => holdsHere(quantizationOf(version))) ?? null;
}

function holdsHere(report: QuantizationReport | undefined): boolean {
  return report !== undefined && report.processor === processorName() && passesThreshold(report);
}

/** The processor of this machine, as the operating system names it. */
export function processorName(): string {
  return os.cpus()[0]?.model.trim() ?? "unknown";
}
