import type { Remark } from "../../remark";

const MOST_EXAMPLES = 5;

const SENTENCES = {
  EMPTY_LINE: (rows: string) => `${rows} left out, empty lines`,
  NO_WORD: (rows: string) => `${rows} left out, with numbers but no word`,
  NOT_FINITE: (rows: string) => `${rows} left out, with a number that is not finite`,
  NUMBER_IN_WORD: (rows: string) =>
    `${rows} left out, with more numbers than the others: a number cannot be told from the end of a word`,
  NOT_UTF8: (rows: string) =>
    `${rows} left out, with a word that is not UTF-8 (a file in another encoding has to be converted)`,
  CUT_WORD: (rows: string) =>
    `${rows} kept, with a word that ends inside a character, as word2vec cuts long words (or is not UTF-8)`,
  CONCEPT_NET: (rows: string) => `${rows} stored without ConceptNet's /c/en/ before the word`,
  REPEATED: (rows: string) => `${rows} left out, with a word that came before or is longer than 400 bytes`,
  HEADER_COUNT: () => "The header says another number of words than follow; what follows counts",
  UTF16: () => "The file is UTF-16, and was read as that",
};

export type RemarkCode = keyof typeof SENTENCES;

/** Counts what a reader of word vectors remarks on. */
export interface RemarkBook {
  note(code: RemarkCode, example: string): void;
  /** In the order in which each was first noted. */
  remarks(): Remark[];
}

export function remarkBook(): RemarkBook {
  const noted = new Map<RemarkCode, { count: number; examples: string[] }>();
  return {
    note(code, example) {
      const entry = noted.get(code) ?? { count: 0, examples: [] };
      entry.count++;
      if (entry.examples.length < MOST_EXAMPLES && example !== "") entry.examples.push(example);
      noted.set(code, entry);
    },
    remarks: () => [...noted].map(([code, { count, examples }]) => remarkOf(code, count, examples)),
  };
}

/** The remark that a number of rows makes. */
export function remarkOf(code: RemarkCode, count: number, examples: readonly string[] = []): Remark {
  const sentence = SENTENCES[code](count === 1 ? "1 row" : `${count} rows`);
  return { code, message: `${sentence}.`, count, examples };
}

/** A remark with its first place, to be part of another sentence. */
export function inBrief({ message, examples }: Remark): string {
  return [message.replace(/\.$/, ""), ...examples.slice(0, 1)].join(": ");
}
