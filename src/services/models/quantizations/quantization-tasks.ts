import type { QuantizeDirectories } from "./quantize-model";

/**
 * The tasks of the thread that quantizes; it has one of its own because sessions block the thread that they
 * run on.
 */
export type QuantizationTasks = {
  quantize: {
    message: { readonly url: string; readonly id: string; readonly directories: QuantizeDirectories };
    result: null;
  };
};
