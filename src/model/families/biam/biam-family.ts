import { RegionaryError } from "../../../errors";
import type { Family } from "../family";
import { writeBiam } from "./write-biam";

/** BiAM: a head that enriches the regions of a backbone, and maps word vectors to classifiers. */
export const biamFamily: Family = {
  name: "biam",
  recognizes: ({ tensors }) => tensors.has("conv_3X3.body.weight") || tensors.has("W.weight"),
  write: async (checkpoint, { heads, given }, directory) => {
    if (heads !== null && given) return writeBiam(checkpoint, { heads, given }, directory);
    throw new RegionaryError(
      "INVALID_INPUT",
      "A BiAM head is imported with its backbone and the number of its attention heads, which its file does not tell: the authors' NUS-WIDE model has 8.",
    );
  },
};
