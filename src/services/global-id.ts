import { RegionaryError } from "../errors";

const NODE_TYPES = [
  "Image",
  "VectorSpace",
  "WordVectorSet",
  "Vocabulary",
  "Label",
  "Backbone",
  "ModelVersion",
  "PredictionBatch",
  "Prediction",
  "BenchmarkSet",
  "Training",
  "EvaluationRun",
  "LabelReport",
  "BenchmarkImport",
  "ModelQuantization",
  "EvaluationComparison",
  "ModelSetup",
  "ImageIndexing",
  "ResumableUpload",
  "Host",
] as const;

export type NodeType = (typeof NODE_TYPES)[number];

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ROW = new RegExp(`^${UUID}$`);
const POSITION = "(0|[1-9]\\d{0,5})"; // one thing has one id
/** What has no id in the database is known by that of another and its place there. */
const KEYS: Partial<Record<NodeType, RegExp>> = {
  Label: new RegExp(`^${UUID}/${POSITION}$`),
  LabelReport: new RegExp(`^${UUID}/[A-Z]+/${POSITION}$`),
};

/** The id of a thing over all types, opaque to clients. */
export function toGlobalId(type: NodeType, id: string): string {
  return Buffer.from(`${type}:${id}`).toString("base64url");
}

/** INVALID_INPUT if this is not one of our ids. */
export function parseGlobalId(globalId: string): { type: NodeType; id: string } {
  const [type, id, ...rest] = Buffer.from(globalId, "base64url").toString().split(":");
  const known = NODE_TYPES.find((name) => name === type);
  const isWhole = known && id && (KEYS[known] ?? ROW).test(id) && rest.length === 0;
  // Decoding skips what is not base64, but a thing must have one id, not many.
  if (isWhole && toGlobalId(known, id) === globalId) return { type: known, id };
  throw new RegionaryError("INVALID_INPUT", `"${globalId.slice(0, 100)}" is not an id of this service.`);
}

/** The database id behind a global id of one type; INVALID_INPUT if it is of another. */
export function fromGlobalId(expected: NodeType, globalId: string): string {
  const { type, id } = parseGlobalId(globalId);
  if (type === expected) return id;
  throw new RegionaryError(
    "INVALID_INPUT",
    `Expected an id of ${expected}; got "${globalId.slice(0, 100)}", one of ${type}.`,
  );
}

/** As `fromGlobalId`; null where none is given. An empty string is not an id, and is refused. */
export function fromGlobalIdIfGiven(expected: NodeType, globalId: string | null | undefined): string | null {
  return globalId == null ? null : fromGlobalId(expected, globalId);
}
