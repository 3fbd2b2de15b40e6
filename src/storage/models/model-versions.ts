import type { Database } from "../database/database";
import { newestFirst, type Page, type PageRequest, readPage } from "../database/page";
import { storableTexts } from "../database/storable-texts";
import type { Backbone, ModelVersion, Prisma } from "../generated/client";

export type BackboneRow = Backbone;
export type ModelVersionRow = ModelVersion & { backbone: Backbone };

const withBackbone = { backbone: true } as const;

/** Stores what a backbone package is called; the same package is one backbone, under its first name. */
export async function addBackbone(
  { prisma }: Database,
  backbone: { name: string; packageHash: string; descriptor: object },
): Promise<{ backbone: BackboneRow; alreadyStored: boolean }> {
  const where = { packageHash: backbone.packageHash };
  const known = await prisma.backbone.findUnique({ where });
  if (known) return { backbone: known, alreadyStored: true };
  const create = { ...backbone, descriptor: backbone.descriptor as Prisma.InputJsonObject };
  return { backbone: await prisma.backbone.upsert({ where, update: {}, create }), alreadyStored: false };
}

export function findBackbones({ prisma }: Database, name: string): Promise<BackboneRow[]> {
  return prisma.backbone.findMany({
    where: { name: { in: storableTexts([name]) } },
    orderBy: { id: "desc" },
  });
}

export function findBackboneById({ prisma }: Database, id: string): Promise<BackboneRow | null> {
  return prisma.backbone.findUnique({ where: { id } });
}

/**
 * Stores a model version as the next one under its name, and makes it the active one if there is none;
 * if the latest version under the name is the same, that one is returned.
 */
export function addModelVersion(
  { prisma }: Database,
  model: {
    name: string;
    backboneId: string;
    packageHash: string;
    descriptor: object;
    /** Of an 8-bit version: the one that it was made from. */
    float32VersionId?: string;
    /** Of a version that was trained here: how. */
    training?: object;
  },
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('model-versions'))`;
    const latest = await tx.modelVersion.findFirst({
      where: { name: model.name },
      orderBy: { version: "desc" },
      include: withBackbone,
    });
    if (latest?.packageHash === model.packageHash && latest.backboneId === model.backboneId) {
      return { model: latest, alreadyStored: true };
    }
    const active = await tx.modelVersion.count({ where: { active: true } });
    const { training, ...columns } = model;
    const created = await tx.modelVersion.create({
      data: {
        ...columns,
        ...(training && { training: training as Prisma.InputJsonObject }),
        descriptor: model.descriptor as Prisma.InputJsonObject,
        version: (latest?.version ?? 0) + 1,
        active: active === 0,
      },
      include: withBackbone,
    });
    return { model: created, alreadyStored: false };
  });
}

export function findModelVersions({ prisma }: Database, ids: readonly string[]): Promise<ModelVersionRow[]> {
  return prisma.modelVersion.findMany({ where: { id: { in: [...ids] } }, include: withBackbone });
}

/** The ids of the 8-bit versions made from a model version, the newest first. */
export async function int8VersionIds({ prisma }: Database, id: string): Promise<string[]> {
  const where = { float32VersionId: id };
  const rows = await prisma.modelVersion.findMany({ where, orderBy: { id: "desc" }, select: { id: true } });
  return rows.map((row) => row.id);
}

export function findActiveModelVersion({ prisma }: Database): Promise<ModelVersionRow | null> {
  return prisma.modelVersion.findFirst({ where: { active: true }, include: withBackbone });
}

/** The active model version, and the 8-bit versions made from it, the newest first. */
export interface ActiveModelVersion {
  readonly id: string;
  readonly int8VersionIds: readonly string[];
}

/** Asked for with every request, for another process may activate another or make an 8-bit one. */
export async function activeModelVersion({ pool }: Database): Promise<ActiveModelVersion | null> {
  const { rows } = await pool.query<ActiveModelVersion>({
    name: "active-model-version",
    text: `SELECT m."id", ARRAY(SELECT q."id"::text FROM "ModelVersion" q
             WHERE q."float32VersionId" = m."id" ORDER BY q."id" DESC) AS "int8VersionIds"
           FROM "ModelVersion" m WHERE m."active"`,
  });
  return rows[0] ?? null;
}

export function listModelVersions(db: Database, page: PageRequest): Promise<Page<ModelVersionRow>> {
  const list = { from: '"ModelVersion"', order: newestFirst("model versions") };
  return readPage(db, list, page, (ids) => findModelVersions(db, ids));
}

/** Makes one model version the active one; null if there is no such version. */
export function activateModelVersion({ prisma }: Database, id: string): Promise<ModelVersionRow | null> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('model-versions'))`;
    if (!(await tx.modelVersion.findUnique({ where: { id } }))) return null;
    await tx.modelVersion.updateMany({ where: { active: true }, data: { active: false } });
    return tx.modelVersion.update({ where: { id }, data: { active: true }, include: withBackbone });
  });
}
