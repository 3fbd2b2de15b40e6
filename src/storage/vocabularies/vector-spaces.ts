import type { PoolClient } from "pg";
import { RegionaryError } from "../../errors";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import {
  type NameConditions,
  type NamedOrder,
  NEWEST,
  nameConditions,
  namedOrder,
} from "../database/named-lists";
import { type Page, type PageRequest, readPage } from "../database/page";
import { storableTexts } from "../database/storable-texts";
import { timeOrderedId } from "../database/time-ordered-id";
import type { VectorSpace, VectorSpaceKind } from "../generated/client";
import { type StoredEncoder, storedEncoderSchema } from "./stored-encoder";

export type VectorSpaceRow = Omit<VectorSpace, "encoder"> & { readonly encoder: StoredEncoder | null };
export type { VectorSpaceKind };

/** A space to be stored; `packageHash` and `encoder` are those of its text encoder, where it has one. */
export type NewVectorSpace = Omit<VectorSpaceRow, "id" | "createdAt" | "packageHash" | "encoder"> &
  Partial<Pick<VectorSpaceRow, "packageHash" | "encoder">>;

const parseSpace = jsonColumns("VectorSpace", { encoder: storedEncoderSchema.nullable() });

/** A row as the database gives it, its encoder parsed. */
export const vectorSpaceOf = (stored: VectorSpace): VectorSpaceRow => parseSpace(stored, stored.id);

/**
 * The space of an identity; if missing, it is created, and named `name` or, where another space or the word-vector set
 * of another space has that name, `name (2)` and so on. INVALID_VOCABULARY if it exists with vectors of another length.
 */
export async function ensureVectorSpace(
  client: PoolClient,
  { kind, name, identity, dimensions, packageHash = null, encoder = null }: NewVectorSpace,
): Promise<VectorSpaceRow> {
  // Two callers that would create it, or take the same name, wait for each other here.
  await client.query("SELECT pg_advisory_xact_lock(hashtext('vector-spaces'))");
  await client.query(
    `INSERT INTO "VectorSpace" ("id", "kind", "name", "identity", "dimensions", "packageHash", "encoder")
     SELECT $1, $2::"VectorSpaceKind", (
       SELECT "candidate"
       FROM generate_series(1, (SELECT count(*) + 1 FROM "VectorSpace") + (SELECT count(*) FROM "WordVectorSet")) n,
         LATERAL (SELECT CASE n WHEN 1 THEN $3::text ELSE $3::text || ' (' || n || ')' END AS "candidate") c
       WHERE NOT EXISTS (SELECT FROM "VectorSpace" WHERE "name" = "candidate")
         AND ($2 <> 'TEXT' OR NOT EXISTS (SELECT FROM "WordVectorSet" WHERE "name" = "candidate"))
       ORDER BY n LIMIT 1
     ), $4, $5, $6, $7
     ON CONFLICT ("identity") DO NOTHING`,
    [timeOrderedId(), kind, name, identity, dimensions, packageHash, encoder && JSON.stringify(encoder)],
  );
  const { rows } = await client.query<VectorSpace>('SELECT * FROM "VectorSpace" WHERE "identity" = $1', [
    identity,
  ]);
  const space = vectorSpaceOf(rows[0]!);
  if (space.dimensions === dimensions) return space;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `The vectors of the space "${space.name}" have ${space.dimensions} numbers; got ${dimensions}. Choose another name.`,
  );
}

export async function findVectorSpaces(
  { prisma }: Database,
  ids: readonly string[],
): Promise<VectorSpaceRow[]> {
  return (await prisma.vectorSpace.findMany({ where: { id: { in: [...ids] } } })).map(vectorSpaceOf);
}

export async function findVectorSpaceByName(
  { prisma }: Database,
  name: string,
): Promise<VectorSpaceRow | null> {
  const stored = await prisma.vectorSpace.findFirst({ where: { name: { in: storableTexts([name]) } } });
  return stored && vectorSpaceOf(stored);
}

/** A page of the vector spaces whose names contain a text. */
export function listVectorSpaces(
  db: Database,
  page: PageRequest,
  filter: NameConditions = {},
  order: NamedOrder = NEWEST,
): Promise<Page<VectorSpaceRow>> {
  const list = {
    from: '"VectorSpace"',
    where: nameConditions(filter),
    order: namedOrder("vector spaces", order),
  };
  return readPage(db, list, page, (ids) => findVectorSpaces(db, ids));
}
