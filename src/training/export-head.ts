import type { Parameter } from "../graph/graph";
import { writeSafetensors } from "../model/checkpoints/write-safetensors";

/**
 * Writes a trained head under the authors' parameter names, so that it can be imported here, or loaded into
 * their PyTorch program with `load_state_dict(load_file(path))`: the norms' batch counts, which are not in
 * the file and from which nothing is computed, are then set to 0.
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
