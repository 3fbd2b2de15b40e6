import { setTimeout as delay } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import { createPostgresBlobs } from "../blobs/postgres-blobs";
import { readAddress } from "../connection/read-address";
import { PrismaClient } from "../generated/client";
import type { Database } from "./database";
import { openPool } from "./open-pool";

/** Ten of them listen for jobs, one to each job worker. */
const MAX_CONNECTIONS = 20;
const CLOSE_PATIENCE_MS = 1_000;

export function openDatabase(url: string): Database {
  const pool = openPool(url, MAX_CONNECTIONS);
  const schema = readAddress(url).schema ?? "public"; // Prisma names it in every statement
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { schema, onPoolError: () => undefined }) });
  return {
    url,
    prisma,
    pool,
    blobs: createPostgresBlobs(pool),
    close: async () => {
      await prisma.$disconnect();
      if (pool.ended) return;
      // A query that a database without an answer holds is not waited for.
      await Promise.race([pool.end(), delay(CLOSE_PATIENCE_MS, undefined, { ref: false })]);
    },
  };
}
