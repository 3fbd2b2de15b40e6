/** What a reader of files left out, repaired or found odd, for the person who brought them. */
export interface Remark {
  /** Its kind, such as MISSING_PICTURES: the same for all remarks that differ only in numbers and names. */
  readonly code: string;
  /** A whole sentence. */
  readonly message: string;
  /** How many things it is about. */
  readonly count: number;
  /** The first of them, with their places or reasons; at most 5. */
  readonly examples: readonly string[];
}

/** How many things of a kind there are, and the first of them: however many they are, memory stays the same. */
export interface Tally {
  readonly count: number;
  readonly examples: readonly string[];
  /** Counts one more thing; `example` is made only if it is among the first. */
  add(example: () => string): void;
}

const MAX_EXAMPLES = 5;
const MAX_EXAMPLE_LENGTH = 300;

export function createTally(): Tally {
  const examples: string[] = [];
  let count = 0;
  return {
    examples,
    get count() {
      return count;
    },
    add(example) {
      if (++count > MAX_EXAMPLES) return;
      const text = example();
      examples.push(text.length > MAX_EXAMPLE_LENGTH ? `${text.slice(0, MAX_EXAMPLE_LENGTH - 1)}…` : text);
    },
  };
}

/** The remark on what was counted; none if nothing was. */
export function remarksOn(code: string, tally: Tally, message: (count: number) => string): Remark[] {
  const { count, examples } = tally;
  return count === 0 ? [] : [{ code, message: message(count), count, examples: [...examples] }];
}
