import { createHash } from "node:crypto";
import { RegionaryError } from "../../errors";
import type { Database } from "../database/database";
import { newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import { isForeignKeyViolation, isUniqueViolation } from "../database/storage-errors";
import { timeOrderedId } from "../database/time-ordered-id";
import type { Work } from "../generated/client";
import type { MadeBy } from "./change-work";
import { TELL, withEvent } from "./work-events";
import { addJob, jobName } from "./work-jobs";
import type { WorkPhase } from "./work-phases";
import { type WorkFixed, type WorkKind, type WorkRow, workOf } from "./work-rows";
import { statesBefore } from "./work-states";

/** What is accepted, besides the kind's own columns. */
export interface Accepted {
  /** 0 where it is not known yet. */
  readonly total: number;
  readonly requestHash: string;
  readonly idempotencyKey: string | null;
}

/** The parameters of a statement: takes a value and returns its placeholder. */
type Parameter = (value: unknown) => string;

/** The host that begins, and what it fixes unless another host began before. */
export interface Beginning {
  readonly host: string;
  readonly fixed: WorkFixed;
  readonly phase?: WorkPhase;
}

/** The work of one kind with its own columns, which are in a row of the same id in the kind's table. */
export interface WorkTable<Row extends WorkRow, Own extends object> {
  readonly kind: WorkKind;
  /**
   * Stores work, its first event and its job: all of them or none, in one statement, with what `also` adds to it. The
   * first work with an idempotency key is returned. NOT_FOUND if something it names was deleted meanwhile.
   */
  create(
    db: Database,
    own: Own,
    accepted: Accepted,
    options?: { madeBy?: MadeBy; also?: (id: string, parameter: Parameter) => string },
  ): Promise<Row>;
  /**
   * Marks work as running, whether it begins or goes on; null when it has ended or is gone. The first time it fixes
   * what the result depends on, and the kind's own columns that depend on that.
   */
  begin(db: Database, id: string, beginning: Beginning, own?: Partial<Own>): Promise<Row | null>;
  find(db: Database, ids: readonly string[]): Promise<Row[]>;
  findByKey(db: Database, idempotencyKey: string): Promise<Row | null>;
  /** The latest of exactly this request. */
  findLatest(db: Database, requestHash: string): Promise<Row | null>;
  /** A page of all, newest first. */
  list(db: Database, page: PageRequest): Promise<Page<Row>>;
}

/**
 * The table of a kind. `read` makes a row from what is stored, its JSON parsed; `missing` is the message if a foreign key
 * names a deleted row.
 */
export function workTable<Row extends WorkRow, Own extends object>(definition: {
  readonly kind: WorkKind;
  readonly table: string;
  readonly missing: string;
  readonly read: (stored: WorkRow & Own) => Row;
}): WorkTable<Row, Own> {
  const { kind, table, missing } = definition;
  const rowOf = (stored: Work & Own): Row => definition.read(workOf(stored) as WorkRow & Own);
  const from = `"${table}" own JOIN "Work" work ON work."id" = own."id"`;

  async function select(db: Database, name: string, rest: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await db.pool.query<Work & Own>({
      name: `${name} ${table}`,
      text: `SELECT own.*, work.* FROM ${from} WHERE ${rest}`,
      values,
    });
    return rows.map(rowOf);
  }

  const findByKey: WorkTable<Row, Own>["findByKey"] = async (db, key) => {
    const condition = `work."kind" = '${kind}' AND work."idempotencyKey" = $1`;
    return (await select(db, "by-key", condition, [key]))[0] ?? null;
  };

  const find: WorkTable<Row, Own>["find"] = (db, ids) =>
    select(db, "find", 'own."id" = ANY($1::uuid[])', [ids]);

  return {
    kind,
    findByKey,

    async create(db, own, { total, requestHash, idempotencyKey }, { madeBy = "job", also } = {}) {
      const values: unknown[] = [];
      const parameter: Parameter = (value) => `$${values.push(value)}`;
      const id = timeOrderedId();
      const work = [id, total, requestHash, idempotencyKey].map(parameter).join(", ");
      const names = Object.keys(own).map((name) => `, "${name}"`);
      const columns = Object.values(own).map((value) => `, ${parameter(value)}`);
      const text = `WITH changed AS (
          INSERT INTO "Work" ("id", "total", "requestHash", "idempotencyKey", "kind", "sequence")
          VALUES (${work}, '${kind}', 1) RETURNING *),
        own AS (
          INSERT INTO "${table}" ("id"${names.join("")}) VALUES ($1${columns.join("")}) RETURNING *)
        ${also?.(id, parameter) ?? ""}${withEvent()}
        SELECT own.*, changed.* FROM changed, own, ${TELL}
          ${madeBy === "job" ? `, ${addJob(`'${jobName(kind)}'`, 'changed."id"')}` : ""}`;
      try {
        const { rows } = await db.pool.query<Work & Own>({ name: statementName(text), text, values });
        return rowOf(rows[0]!);
      } catch (error) {
        if (isForeignKeyViolation(error)) throw new RegionaryError("NOT_FOUND", missing);
        const other = isUniqueViolation(error) && idempotencyKey && (await findByKey(db, idempotencyKey));
        if (other) return other;
        throw error;
      }
    },

    async begin(db, id, { host, fixed, phase }, own = {}) {
      const values: unknown[] = [id, statesBefore("RUNNING"), host, fixed, phase];
      const changes = Object.entries(own).map(
        ([name, value]) =>
          `"${name}" = CASE WHEN before."fixed" IS NULL THEN $${values.push(value)} ELSE own."${name}" END`,
      );
      const update = `UPDATE "${table}" own SET ${changes.join(", ")} FROM before WHERE own."id" = before."id"
        RETURNING own.*`;
      const read = `SELECT own.* FROM before JOIN "${table}" own ON own."id" = before."id"`;
      const { rows } = await db.pool.query<Work & Own>({
        name: `begin ${table} ${Object.keys(own)}`,
        text: `WITH before AS (
            SELECT "id", "fixed" FROM "Work"
            WHERE "id" = $1 AND "kind" = '${kind}' AND "state" = ANY($2::"WorkState"[]) FOR UPDATE),
          own AS (${changes.length > 0 ? update : read}),
          changed AS (
            UPDATE "Work" work SET "state" = 'RUNNING', "sequence" = "sequence" + 1, "host" = $3,
              "fixed" = coalesce(work."fixed", $4), "startedAt" = coalesce("startedAt", now()),
              "phase" = coalesce($5, "phase")
            FROM before WHERE work."id" = before."id" RETURNING work.*)
          ${withEvent()}
          SELECT own.*, changed.* FROM changed, own, ${TELL}`,
        values,
      });
      return rows[0] ? rowOf(rows[0]) : null;
    },

    find,

    async findLatest(db, requestHash) {
      const condition = `work."kind" = '${kind}' AND work."requestHash" = $1 ORDER BY work."id" DESC LIMIT 1`;
      return (await select(db, "latest", condition, [requestHash]))[0] ?? null;
    },

    list: (db, page) =>
      readPage<Row>(db, { from: `"${table}"`, order: newestFirst(table) }, page, (ids) => find(db, ids)),
  };
}

/** The name of a prepared statement whose text depends on the columns that are given, and on their order. */
function statementName(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
