import { foreignContent } from "../../files/foreign-content";

const AS_TEXT = "Write the words and vectors as text: word2vec's or GloVe's";
const KINDS: readonly (readonly [magic: string, what: string, advice: string])[] = [
  [
    "\xba\x16\x4f\x2f",
    "fastText's own model (.bin)",
    "Give the .vec file beside it, or write one: for each word of model.words the word and model[word]",
  ],
  [
    "\x93NUMPY",
    "a NumPy array, which has vectors but no words (as spaCy and gensim keep them)",
    `${AS_TEXT}: in spaCy each nlp.vocab.strings[key] with its nlp.vocab.vectors[key], in gensim vectors.save_word2vec_format("FILE.vec")`,
  ],
  ["\x89HDF", "an HDF5 file", `${AS_TEXT}; ConceptNet Numberbatch offers one`],
  ["SQLite format 3", "an SQLite database (as Magnitude keeps vectors)", AS_TEXT],
  ["PAR1", "a Parquet file", AS_TEXT],
  ["ARROW1", "an Arrow file", AS_TEXT],
];
/** A key with its colon, or values with a comma: brackets and quotes alone can be words. */
const JSON_START = /^\s*(?:(?:\[\s*)?\{\s*"[^"\n]*"\s*:|\[\s*(?:\[\s*-?[\d.e-]+|"[^"\n]*")\s*,)/;
const PICKLE = `a Python pickle (as gensim's save writes it). Load it and write it as text: vectors.save_word2vec_format("FILE.vec")`;

/** What a file is, in a whole sentence with what to do, where it surely is no word-vector file in a form that is read. */
export function foreignVectorFile(fileName: string, head: Buffer): string | null {
  const foreign = foreignContent(fileName, head, { expected: "word vectors" });
  if (foreign !== null) return foreign;
  const start = head.toString("latin1", 0, 16);
  const known = KINDS.find(([magic]) => start.startsWith(magic));
  if (known) return `${fileName} is ${known[1]}. ${known[2]}.`;
  if (head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5) return `${fileName} is ${PICKLE}.`;
  if (JSON_START.test(head.toString("latin1", 0, 1024)))
    return `${fileName} is JSON, not word vectors. ${AS_TEXT}.`;
  return null;
}
