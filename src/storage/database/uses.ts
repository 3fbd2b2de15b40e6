import type { Pool, PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import type { Database } from "./database";
import { isForeignKeyViolation } from "./storage-errors";

const MOST_NAMED = 5;
const AND = new Intl.ListFormat("en");

/** What can keep a thing from being deleted. */
type UseKind =
  | "PREDICTION_BATCH"
  | "EVALUATION_RUN"
  | "TRAINING"
  | "QUANTIZATION"
  | "MODEL_VERSION"
  | "BENCHMARK_SET"
  | "WORD_VECTOR_SET"
  | "VOCABULARY";

/** Things of one kind that use another. */
interface Use {
  readonly kind: UseKind;
  readonly count: number;
  /** Some of the names that they are known by: at most 5, without repeats. */
  readonly names: readonly string[];
}

interface Users {
  readonly kind: UseKind;
  /** The words before their names in a message: for one, and for many. */
  readonly nouns: readonly [one: string, many: string];
  /** Selects the "name" of each that uses $1. */
  readonly sql: string;
}

const modelVersions = (condition: string): Users => ({
  kind: "MODEL_VERSION",
  nouns: ["model version", "model versions"],
  sql: `SELECT m."name" || '@' || m."version" AS "name" FROM "ModelVersion" m WHERE ${condition}`,
});
const trainings = (condition: string): Users => ({
  kind: "TRAINING",
  nouns: ["training of", "trainings of"],
  sql: `SELECT t."name" FROM "Training" t WHERE ${condition}`,
});
const benchmarkSets = (sql: string): Users => ({
  kind: "BENCHMARK_SET",
  nouns: ["benchmark set", "benchmark sets"],
  sql,
});
/** The space of a word-vector set, if no other set has it. */
const ONLY_SPACE = `(SELECT w."spaceId" FROM "WordVectorSet" w WHERE w."id" = $1
  AND NOT EXISTS (SELECT FROM "WordVectorSet" o WHERE o."spaceId" = w."spaceId" AND o."id" <> w."id"))`;

const USERS = {
  "benchmark set": [
    trainings('t."setId" = $1'),
    {
      kind: "EVALUATION_RUN",
      nouns: ["evaluation of", "evaluations of"],
      sql: `SELECT m."name" || '@' || m."version" AS "name" FROM "EvaluationRun" r
        JOIN "ModelVersion" m ON m."id" = r."modelVersionId" WHERE r."benchmarkSetId" = $1`,
    },
  ],
  vocabulary: [benchmarkSets(`SELECT s."name" FROM "BenchmarkSet" s WHERE s."vocabularyId" = $1`)],
  image: [
    benchmarkSets(`SELECT DISTINCT s."name" FROM "BenchmarkSet" s
      JOIN "BenchmarkItem" i ON i."setId" = s."id" WHERE i."imageId" = $1`),
  ],
  "model version": [
    {
      kind: "PREDICTION_BATCH",
      nouns: ["prediction batch with", "prediction batches with"],
      sql: `SELECT v."name" || '@' || v."version" AS "name" FROM "PredictionBatch" b
        JOIN "Vocabulary" v ON v."id" = b."vocabularyId" WHERE b."modelVersionId" = $1 OR b."madeById" = $1`,
    },
    {
      kind: "EVALUATION_RUN",
      nouns: ["evaluation on", "evaluations on"],
      sql: `SELECT s."name" FROM "EvaluationRun" r JOIN "BenchmarkSet" s ON s."id" = r."benchmarkSetId"
        WHERE r."modelVersionId" = $1`,
    },
    trainings('t."modelVersionId" = $1'),
    {
      kind: "QUANTIZATION",
      nouns: ["quantization to", "quantizations to"],
      // One that has ended goes with the model version.
      sql: `SELECT q."name" FROM "ModelQuantization" q
        JOIN "Work" w ON w."id" = q."id" AND w."state" IN ('QUEUED', 'RUNNING') WHERE q."modelVersionId" = $1`,
    },
    modelVersions('m."float32VersionId" = $1'),
  ],
  backbone: [modelVersions('m."backboneId" = $1'), trainings('t."backboneId" = $1')],
  "word-vector set": [
    modelVersions(`m."spaceId" = ${ONLY_SPACE}`),
    trainings(`t."spaceId" = ${ONLY_SPACE}
      AND EXISTS (SELECT FROM "Work" w WHERE w."id" = t."id" AND w."state" IN ('QUEUED', 'RUNNING'))`),
  ],
  "vector space": [
    modelVersions('m."spaceId" = $1'),
    trainings('t."spaceId" = $1'),
    {
      kind: "WORD_VECTOR_SET",
      nouns: ["word-vector set", "word-vector sets"],
      sql: `SELECT w."name" FROM "WordVectorSet" w WHERE w."spaceId" = $1`,
    },
    {
      kind: "VOCABULARY",
      nouns: ["vectors of the vocabulary", "vectors of the vocabularies"],
      // Those that a text encoder made go with the space.
      sql: `SELECT v."name" || '@' || v."version" AS "name" FROM "LabelVectors" l
        JOIN "VectorSpace" s ON s."id" = l."spaceId" AND s."kind" <> 'TEXT'
        JOIN "Vocabulary" v ON v."id" = l."vocabularyId" WHERE l."spaceId" = $1`,
    },
  ],
} as const satisfies Record<string, readonly Users[]>;

type UsedThing = keyof typeof USERS;

/** What uses a thing, and so keeps it from being deleted. */
export async function usesOf({ pool }: Database, what: UsedThing, id: string): Promise<readonly Use[]> {
  return (await findUses(pool, what, id)).uses;
}

/** Throws an IN_USE that says what uses a thing, if anything does. */
export async function refuseIfUsed(client: Pool | PoolClient, what: UsedThing, id: string): Promise<void> {
  const { uses, listed } = await findUses(client, what, id);
  if (uses.length > 0) throw inUse(what, listed, uses);
}

/** Makes an IN_USE from the database's refusal to delete a thing, saying what uses it. */
export function refuseWhileInUse(
  { pool }: Database,
  what: UsedThing,
  id: string,
): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!isForeignKeyViolation(error)) throw error;
    const { uses, listed } = await findUses(pool, what, id);
    throw inUse(what, listed || "something that was deleted just now", uses);
  };
}

async function findUses(
  client: Pool | PoolClient,
  what: UsedThing,
  id: string,
): Promise<{ uses: Use[]; listed: string }> {
  const uses: Use[] = [];
  const phrases: string[] = [];
  for (const { kind, nouns, sql } of USERS[what] as readonly Users[]) {
    const { rows } = await client.query<{ count: number; names: string[] | null }>(
      `SELECT count(*)::int AS "count", (array_agg(DISTINCT "name"))[1:${MOST_NAMED + 1}] AS "names" FROM (${sql}) "users"`,
      [id],
    );
    const { count, names } = rows[0]!;
    if (count === 0) continue;
    uses.push({ kind, count, names: names!.slice(0, MOST_NAMED) });
    const quoted = names!.slice(0, MOST_NAMED).map((name) => `"${name}"`);
    if (names!.length > MOST_NAMED) quoted.push("others");
    const article = count === names!.length ? "the" : count;
    phrases.push(`${article} ${nouns[count === 1 ? 0 : 1]} ${AND.format(quoted)}`);
  }
  return { uses, listed: AND.format(phrases) };
}

function inUse(what: UsedThing, listed: string, uses: readonly Use[]): RegionaryError {
  return new RegionaryError(
    "IN_USE",
    `The ${what} is used by ${listed}. Delete what uses it first, then the ${what}.`,
    { uses },
  );
}
