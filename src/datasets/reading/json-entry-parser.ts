import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import { createPythonNumbers, numberOf } from "./python-numbers";

/** The parser takes a hundred bytes for each open bracket. */
const MAX_DEPTH = 64;

/** A value of a JSON file, and the keys that lead to it. */
export interface JsonEntry {
  readonly keys: readonly (string | number)[];
  readonly value: unknown;
}

/** What a value of the file's outermost object is. */
export type JsonKind = "list" | "object" | "null" | "other";

export interface JsonParts {
  /** Of these values ("$.images.*") each becomes an entry. */
  readonly paths: readonly string[];
  /** The fields of an entry that are read; lists and objects in others become null. All by default. */
  readonly fields?: ReadonlySet<string>;
  /** Told of each value of the outermost object before its entries; of the file's value itself under "$". */
  readonly onSection?: (key: string, kind: JsonKind) => void;
}

type Token = Parameters<Tokenizer["onToken"]>[0];

// Read once: each use of the library's own would go through its module, a dozen times for every token.
const { LEFT_BRACE, RIGHT_BRACE, LEFT_BRACKET, RIGHT_BRACKET, COLON, STRING, NUMBER, NULL } = TokenType;
const INTEGER = /^-?\d{16,}$/;

/**
 * A parser of JSON as it is found: Python's NaN and Infinity are numbers, and integers too large for a number are texts
 * of all their digits, for they are ids. Throws at what is no JSON and at values nested deeper than 64.
 */
export function createJsonEntryParser(
  { paths, fields, onSection }: JsonParts,
  onEntry: (entry: JsonEntry) => void,
) {
  let numberText = "";
  const tokenizer = new (class extends Tokenizer {
    override parseNumber(text: string): number {
      numberText = text;
      return numberOf(text);
    }
  })();
  const values = new TokenParser({ paths: [...paths], keepStack: false });
  values.onValue = ({ value, key, stack }) => {
    const keys = [...stack.slice(1).map((outer) => outer.key), key] as (string | number)[];
    onEntry({ keys, value });
  };
  values.onError = (error) => tokenizer.error(error);
  const entryDepth = Math.max(...paths.map((path) => path.split(".").length));
  const rewrite = createPythonNumbers();
  let depth = 0;
  let before: TokenType | undefined;
  let key = "";
  /** Where the value that is passed over began. */
  let skippedFrom: number | null = null;

  tokenizer.onToken = (parsed) => {
    const { token } = parsed;
    const opens = token === LEFT_BRACE || token === LEFT_BRACKET;
    const closes = token === RIGHT_BRACE || token === RIGHT_BRACKET;
    if (before === undefined) onSection?.("$", kindOf(token));
    if (closes) depth--;
    if (skippedFrom === null) {
      const isValue = before === COLON;
      if (isValue && depth === 1) onSection?.(key, kindOf(token));
      if (isValue && opens && depth === entryDepth && fields && !fields.has(key)) {
        skippedFrom = depth;
        values.write({ token: NULL, value: null });
      } else values.write(token === NUMBER ? exact(parsed) : parsed);
      if (token === STRING && !isValue) key = parsed.value as string;
    } else if (closes && depth === skippedFrom) skippedFrom = null;
    if (opens && ++depth > MAX_DEPTH) throw new Error(`values are nested deeper than ${MAX_DEPTH}`);
    before = token;
  };
  function exact(parsed: Token): Omit<Token, "offset"> {
    const isLarge = typeof parsed.value === "number" && Math.abs(parsed.value) > Number.MAX_SAFE_INTEGER;
    return isLarge && INTEGER.test(numberText) ? { token: STRING, value: numberText } : parsed;
  }
  return {
    write: (chunk: Buffer) => tokenizer.write(rewrite(chunk)),
    /** Throws if the file ends within a value. */
    end() {
      if (!tokenizer.isEnded) tokenizer.end();
      if (!values.isEnded) throw new Error("the file ends within a value");
    },
  };
}

function kindOf(token: TokenType): JsonKind {
  if (token === LEFT_BRACKET) return "list";
  if (token === LEFT_BRACE) return "object";
  return token === NULL ? "null" : "other";
}
