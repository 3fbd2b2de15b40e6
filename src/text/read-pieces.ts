import { parse } from "protobufjs";

/** A SentencePiece model as far as it is read here, with SentencePiece's own field numbers. */
const schema = `
syntax = "proto2";
message Piece { optional string piece = 1; }
message Model { repeated Piece pieces = 1; }`;

const modelMessage = parse(schema).root.lookupType("Model");

/** The pieces of a SentencePiece model; a piece's place is its id. Throws on what is no message of this form. */
export function readPieces(bytes: Uint8Array): string[] {
  const { pieces = [] } = modelMessage.toObject(modelMessage.decode(bytes)) as {
    pieces?: { piece?: string }[];
  };
  return pieces.map(({ piece = "" }) => piece);
}
