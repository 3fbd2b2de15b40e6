import { z } from "zod";

const splitThenBytes = z.looseObject({
  pretokenizers: z.tuple([
    z.looseObject({ type: z.literal("Split") }),
    z.looseObject({ type: z.literal("ByteLevel") }),
  ]),
});

/**
 * CLIP's file splits a text by its own pattern, and then has ByteLevel split the pieces by GPT-2's, which leaves them as
 * they are. The library's does not where U+FEFF is in them: white space to JavaScript's `\s`, but not to Unicode. So its
 * second splitting is switched off.
 */
export function splitOnce(preTokenizer: unknown): unknown {
  const { success, data } = splitThenBytes.safeParse(preTokenizer);
  if (!success) return preTokenizer;
  const [split, byteLevel] = data.pretokenizers;
  return { ...data, pretokenizers: [split, { ...byteLevel, use_regex: false }] };
}
