import type { PoolClient } from "pg";
import { z } from "zod";
import { RegionaryError } from "../../errors";
import type { Remark } from "../../remark";
import { type RemarkBook, remarkBook, remarkOf } from "../../vocabulary/files/word-vector-remarks";
import { foldWord } from "../../vocabulary/fold-word";
import { wordsHash } from "../../vocabulary/words-hash";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import {
  type NameConditions,
  type NamedOrder,
  NEWEST,
  nameConditions,
  namedOrder,
} from "../database/named-lists";
import { type Page, type PageRequest, readPage } from "../database/page";
import { remarkSchema } from "../database/remark-schema";
import { storableTexts } from "../database/storable-texts";
import { timeOrderedId } from "../database/time-ordered-id";
import type { WordVectorSet } from "../generated/client";
import { refuseOtherVectors, spaceOfContent } from "./space-of-words";
import type { VectorSpaceRow } from "./vector-spaces";

export interface WordVectorSetRow extends Omit<WordVectorSet, "remarks"> {
  readonly remarks: readonly Remark[];
}

const parse = jsonColumns("WordVectorSet", { remarks: z.array(remarkSchema) });
const parseRow = (row: WordVectorSet): WordVectorSetRow => parse(row, row.id);

const WORDS_PER_INSERT = 2_000;
/** Longer words cannot be labels, and would not fit into an index entry. */
const MAX_WORD_BYTES = 400;

interface RankedWord {
  readonly word: string;
  readonly vector: Float32Array;
  readonly rank: number;
}

/**
 * Stores a stream of words under a name, all or nothing. A repeated word keeps its first vector.
 * The same content under the same name changes nothing; other content under it is a CONFLICT.
 * `skipped` counts repeated and overlong words. Each content is a space of its own, unless it is stored in one with `of`:
 * then all words that both have must have the same vectors, or it is a CONFLICT. What the book remarks on is kept.
 */
export function importWordVectors(
  { pool }: Database,
  name: string,
  words: AsyncIterable<{ word: string; vector: Float32Array }>,
  onProgress: (wordsRead: number) => void = () => undefined,
  of: VectorSpaceRow | null = null,
  book: RemarkBook = remarkBook(),
): Promise<{ set: WordVectorSetRow; alreadyStored: boolean; skipped: number }> {
  return inTransaction(pool, async (client) => {
    // Two imports under one name wait for each other here.
    await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`word-vectors:${name}`]);
    const existing = await findByName(client, name);
    const setId = existing?.id ?? timeOrderedId();
    if (!existing) {
      await client.query(
        `INSERT INTO "WordVectorSet" ("id", "name", "contentHash", "dimensions", "wordCount", "spaceId")
         VALUES ($1, $2, '', 0, 0, $3)`,
        [setId, name, timeOrderedId()], // its space is known only at the end
      );
    }
    const hash = wordsHash();
    let read = 0;
    let stored = 0;
    let dimensions = 0;
    let waiting: RankedWord[] = [];
    const flush = async () => {
      if (!existing) stored += await insertWords(client, setId, waiting);
      waiting = [];
      onProgress(read);
    };
    for await (const { word, vector } of words) {
      dimensions = vector.length;
      hash.add({ word, vector });
      if (Buffer.byteLength(word) <= MAX_WORD_BYTES && !word.includes("\0")) {
        waiting.push({ word, vector, rank: read });
      }
      read++;
      if (waiting.length === WORDS_PER_INSERT) await flush();
    }
    await flush();
    const contentHash = hash.digest();
    if (existing) {
      if (existing.contentHash === contentHash && (!of || of.id === existing.spaceId))
        return { set: existing, alreadyStored: true, skipped: 0 };
      throw new RegionaryError(
        "CONFLICT",
        `A word-vector set named "${name}" with other content${of ? ", or in another space," : ""} exists. Choose another name.`,
      );
    }
    if (of) await refuseOtherVectors(client, setId, dimensions, of);
    const left = read - stored;
    const remarks = [...book.remarks(), ...(left > 0 ? [remarkOf("REPEATED", left)] : [])];
    const space = await spaceOfContent(client, { name, contentHash, dimensions }, of);
    await client.query(
      `UPDATE "WordVectorSet"
       SET "contentHash" = $2, "dimensions" = $3, "wordCount" = $4, "spaceId" = $5, "remarks" = $6
       WHERE "id" = $1`,
      [setId, contentHash, dimensions, stored, space, JSON.stringify(remarks)],
    );
    const set = await findByName(client, name);
    if (!set) throw new Error(`word-vector set ${setId} vanished within its own transaction`);
    return { set, alreadyStored: false, skipped: left };
  });
}

async function findByName(client: PoolClient, name: string): Promise<WordVectorSetRow | null> {
  const { rows } = await client.query<WordVectorSet>('SELECT * FROM "WordVectorSet" WHERE "name" = $1', [
    name,
  ]);
  return rows[0] ? parseRow(rows[0]) : null;
}

async function insertWords(client: PoolClient, setId: string, words: readonly RankedWord[]): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO "WordVector" ("setId", "word", "folded", "rank", "vector")
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::bytea[]) ON CONFLICT DO NOTHING`,
    [
      setId,
      words.map(({ word }) => word),
      words.map(({ word }) => foldWord(word)),
      words.map(({ rank }) => rank),
      words.map(({ vector }) => bytesOf(vector)),
    ],
  );
  return rowCount!;
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A set by its name or, where that is given, its id; null if there is none. */
export async function findWordVectorSet(
  { prisma }: Database,
  by: { name: string } | { id: string },
): Promise<WordVectorSetRow | null> {
  const where = "name" in by ? { name: { in: storableTexts([by.name]) } } : by;
  const row = await prisma.wordVectorSet.findFirst({ where });
  return row && parseRow(row);
}

/** The set of a space in which labels are looked up: the one with the most words. Null if none is stored. */
export async function findWordsOfSpace(db: Database, spaceId: string): Promise<WordVectorSetRow | null> {
  return (await findWordsOfSpaces(db, [spaceId])).get(spaceId) ?? null;
}

/** The same of several spaces, by their ids. */
export async function findWordsOfSpaces(
  { prisma }: Database,
  spaceIds: readonly string[],
): Promise<Map<string, WordVectorSetRow>> {
  const sets = await prisma.wordVectorSet.findMany({
    where: { spaceId: { in: [...spaceIds] } },
    orderBy: [{ wordCount: "asc" }, { id: "desc" }], // of a space's sets the last stays in the map
  });
  return new Map(sets.map((set) => [set.spaceId, parseRow(set)]));
}

export async function findWordVectorSets(
  { prisma }: Database,
  ids: readonly string[],
): Promise<WordVectorSetRow[]> {
  return (await prisma.wordVectorSet.findMany({ where: { id: { in: [...ids] } } })).map(parseRow);
}

/** A page of the word-vector sets whose names contain a text. */
export function listWordVectorSets(
  db: Database,
  page: PageRequest,
  filter: NameConditions = {},
  order: NamedOrder = NEWEST,
): Promise<Page<WordVectorSetRow>> {
  const list = {
    from: '"WordVectorSet"',
    where: nameConditions(filter),
    order: namedOrder("word-vector sets", order),
  };
  return readPage(db, list, page, (ids) => findWordVectorSets(db, ids));
}
