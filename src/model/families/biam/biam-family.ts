import path from "node:path";
import { RegionaryError } from "../../../errors";
import { writeDirectory } from "../../../files/write-directory";
import type { Family } from "../family";
import { biamHead } from "./biam-head";
import { writeBiam } from "./write-biam";

/** BiAM: a head that enriches the regions of a backbone, and maps word vectors to classifiers. */
export const biamFamily: Family = {
  name: "biam",
  recognizes: ({ tensors }) => tensors.has("conv_3X3.body.weight") || tensors.has("W.weight"),
  write: async (checkpoint, { heads, given }, directory) => {
    if (heads !== null && given) {
      const write = (at: string) => writeBiam(checkpoint, { heads, given }, path.join(at, "model"));
      return { part: await writeDirectory(directory, write), backbone: null, encoder: null };
    }
    throw new RegionaryError(
      "INVALID_INPUT",
      "A BiAM head is imported with its backbone and the number of its attention heads, which its file does not tell: the authors' NUS-WIDE model has 8.",
    );
  },
  head: biamHead,
};
