import os from "node:os";
import type { Engine } from "../../inference/engine/engine";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { QuantizationReport } from "../../storage/models/stored-quantization";
import { passesThreshold } from "./quantizations/quantization-report";

/** Whether 8-bit versions stand in for float32 ones where they may. */
export type Int8Setting = "auto" | "off";

/** Whether 8-bit versions may stand in on this host: where models run on the CPU. */
export function mayStandIn({ provider }: Pick<Engine, "provider">, setting: Int8Setting): boolean {
  return setting === "auto" && provider.inUse === "cpu";
}

/**
 * The first of a model's 8-bit versions that can make its predictions, or null: its report passes the
 * threshold, and it was measured on a processor of this kind.
 */
export function chooseStandIn(
  model: ModelVersionRow,
  int8Versions: readonly ModelVersionRow[],
): ModelVersionRow | null {
  if (model.quantization) return null;
  return int8Versions.find(({ quantization }) => quantization && holdsHere(quantization)) ?? null;
}

/** Whether a report passes the threshold, and was measured on a processor of this kind. */
export function holdsHere(report: QuantizationReport): boolean {
  return report.processor === processorName() && passesThreshold(report);
}

/** The processor of this machine, as the operating system names it. */
export function processorName(): string {
  return os.cpus()[0]?.model.trim() ?? "unknown";
}
