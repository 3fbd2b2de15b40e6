import { t } from "../../../text/text";

type Origin = "ALIAS" | "AVERAGE" | "ENCODED" | "EXACT" | "GIVEN" | "VARIANT";

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** How a label gets its vector, of which words or texts. */
export function originText(origin: Origin, words: readonly string[]): string {
  if (origin !== "ENCODED")
    return t(`newVocabulary.origin.${origin}`, { words: list.format(words.map((word) => `“${word}”`)) });
  return t("newVocabulary.origin.ENCODED", { text: words[0] ?? "", count: Math.max(0, words.length - 1) });
}
