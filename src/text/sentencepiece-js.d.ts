/** What is used of this package, which brings no types. */
declare module "@agnai/sentencepiece-js" {
  export class SentencePieceProcessor {
    /** Takes no notice of a file that is no model: it then encodes nothing. */
    load(file: string): Promise<void>;
    encodeIds(text: string): number[];
  }
}
