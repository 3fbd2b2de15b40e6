import type { introspection } from "./generated/schema";

type Types = introspection["types"];
type Interfaces = {
  [Name in keyof Types as Types[Name] extends { kind: "INTERFACE" } ? Name : never]: Types[Name];
};
/** Each type of each interface of the schema, so that one that is missing or too many is an error of the type check. */
type Implementations = {
  [Name in keyof Interfaces]: Interfaces[Name] extends { possibleTypes: infer Possible extends string }
    ? Record<Possible, true>
    : never;
};

const implementations: Implementations = {
  Error: {
    ConflictError: true,
    InUseError: true,
    InvalidImageError: true,
    InvalidInputError: true,
    InvalidVocabularyError: true,
    NotFoundError: true,
    VectorSpaceMismatchError: true,
  },
  Node: {
    Backbone: true,
    BenchmarkImport: true,
    BenchmarkSet: true,
    EvaluationComparison: true,
    EvaluationRun: true,
    Host: true,
    Image: true,
    ImageIndexing: true,
    Label: true,
    LabelReport: true,
    ModelQuantization: true,
    ModelSetup: true,
    ModelVersion: true,
    Prediction: true,
    PredictionBatch: true,
    ResumableUpload: true,
    Training: true,
    VectorSpace: true,
    Vocabulary: true,
    WordVectorSet: true,
  },
  Work: {
    BenchmarkImport: true,
    EvaluationComparison: true,
    EvaluationRun: true,
    ImageIndexing: true,
    ModelQuantization: true,
    ModelSetup: true,
    PredictionBatch: true,
    Training: true,
  },
};

/** What the cache goes by to know whether `... on Error` is about an answer: without it, it guesses. */
export const possibleTypes: Record<string, string[]> = Object.fromEntries(
  Object.entries(implementations).map(([name, types]) => [name, Object.keys(types)]),
);
