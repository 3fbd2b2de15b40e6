import type { Parameter } from "../graph/graph";
import { writeSafetensors } from "../model/checkpoints/write-safetensors";

/**
 * Writes a trained head under the authors' parameter names, so that it can be imported here, or loaded into
 * their PyTorch program with `load_state_dict(load_file(path), strict=False)` (they also count batches,
 * which nothing is computed from).
 */
export async function exportHead(
  file: string,
  parameters: readonly Parameter[],
  weights: Readonly<Record<string, Float32Array>>,
): Promise<void> {
  await writeSafetensors(
    file,
    parameters.map(({ name, shape }) => ({ name, shape, data: weights[name]! })),
  );
}
