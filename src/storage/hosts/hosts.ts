import { z } from "zod";
import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { Host } from "../generated/client";
import { isLivingProcess } from "../work/job-workers";

const statusSchema = z.object({
  provider: z.enum(["cpu", "cuda", "tensorrt", "webgpu"]),
  threads: z.int(),
  cores: z.int(),
  memory: z.object({
    processBytes: z.number(),
    heapBytes: z.number(),
    machineBytes: z.number(),
    availableBytes: z.number(),
  }),
  /** As many cores' worth of time it took since it last told. */
  coresBusy: z.number(),
  imagesEncoded: z.number(),
  imagesScored: z.number(),
});

/** What a process tells of itself. */
export type HostStatus = Readonly<z.infer<typeof statusSchema>>;

export type HostRow = Omit<Host, "status"> & {
  readonly status: HostStatus;
  /** Whether it lives, as far as the database knows. */
  readonly isAlive: boolean;
};

const parse = jsonColumns("Host", { status: statusSchema });

/** A process of the service as it tells of itself. */
export type NewHost = Pick<HostRow, "id" | "name" | "processName" | "version" | "status">;

const IS_OLD = `"seenAt" < now() - interval '7 days'`;
const IS_ALIVE = `"stoppedAt" IS NULL AND ${isLivingProcess('"processName"')}`;

/**
 * Those seen in the last 7 days, the living ones first. Of a host where no process lives there is the last that did; what
 * else has ended there, such as a command, is of no interest.
 */
export async function listHosts({ pool }: Database): Promise<HostRow[]> {
  const { rows } = await pool.query<Host & { isAlive: boolean }>(
    `SELECT *, ${IS_ALIVE} AS "isAlive" FROM "Host" WHERE NOT ${IS_OLD} ORDER BY "isAlive" DESC, "seenAt" DESC, "id"`,
  );
  const isFirst = (row: Host) => rows.find(({ name }) => name === row.name)?.id === row.id;
  return rows.filter((row) => row.isAlive || isFirst(row)).map((row) => parse(row, row.id));
}

/** One of those, or null. */
export async function findHost(db: Database, id: string): Promise<HostRow | null> {
  const hosts = await listHosts(db);
  return hosts.find((host) => host.id === id) ?? null;
}

/** Stores what a process tells of itself now. */
export async function tellOfHost(
  { pool }: Database,
  { id, name, processName, version, status }: NewHost,
): Promise<void> {
  await pool.query(
    `INSERT INTO "Host" ("id", "name", "processName", "version", "status") VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ("id") DO UPDATE SET "status" = EXCLUDED."status", "seenAt" = now()`,
    [id, name, processName, version, status],
  );
}

/** Stores that a process ends in order. */
export async function endHost({ pool }: Database, id: string): Promise<void> {
  await pool.query(`UPDATE "Host" SET "seenAt" = now(), "stoppedAt" = now() WHERE "id" = $1`, [id]);
}

/** Forgets those that ended on a host, where another starts, and those that are long gone. */
export async function forgetEndedHosts({ pool }: Database, name: string): Promise<void> {
  await pool.query(`DELETE FROM "Host" WHERE NOT (${IS_ALIVE}) AND ("name" = $1 OR ${IS_OLD})`, [name]);
}
