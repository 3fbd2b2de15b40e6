import type { QuantizeDirectories } from "./quantize-model";

/** The work of the thread that quantizes: the sessions block the thread that they run on. */
export type QuantizationTasks = {
  quantize: {
    message: { readonly url: string; readonly id: string; readonly directories: QuantizeDirectories };
    result: null;
  };
};
