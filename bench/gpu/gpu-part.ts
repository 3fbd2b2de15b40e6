import type { Figure } from "../runner/benchmark";
import type { Workplace } from "../workplace";

/** A part of the run on a GPU. */
export interface GpuPart {
  readonly what: string;
  /** How long it may take, and how it is to end itself. */
  readonly seconds: number;
  run(context: GpuContext): Promise<void>;
}

/** What a part is given. */
export interface GpuContext {
  readonly place: Workplace;
  /** Writes a figure down at once: the machine may be lent for minutes. */
  report(name: string, value: number, unit: Figure["unit"]): void;
  /** Whether the part should begin nothing more. */
  isOver(): boolean;
}

/** The provider that is measured: without a GPU the parts are tried on the CPU, with less to do. */
export function providerOf({ provider }: Workplace): "cpu" | "cuda" | "tensorrt" | "webgpu" {
  return provider === "auto" ? "cuda" : provider;
}
