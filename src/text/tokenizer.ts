/** A text as the numbers that its family's text tower was trained on. */
export interface Tokenizer {
  /**
   * The ids that the tower takes for this text, cut to the greatest length as the family cuts. CLIP: with begin and
   * end, up to the first end. SigLIP: with the end and the padding, always of the greatest length. TIPS: the text's
   * own, nothing added; throws INVALID_VOCABULARY where it has none, for their mean would be no vector.
   */
  encode(text: string): number[]; // [T]
  /** How many ids there are, which the tower's embedding must have as rows. */
  readonly size: number;
}

/** What a tokenizer's file gives by itself: a text's ids without ends, cut or padding. */
export interface TokenSource {
  encode(text: string): number[];
  /** The id of a token, which the file must have. */
  idOf(token: string): number;
  readonly size: number;
}
