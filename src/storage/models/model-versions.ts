import {
  type BackboneDescription,
  backboneDescriptionSchema,
  type ModelDescription,
  modelDescriptionSchema,
} from "../../model/description";
import { type Database, inTransaction } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import { storableTexts } from "../database/storable-texts";
import type { Backbone, ModelVersion } from "../generated/client";
import { type TrainingRecord, trainingRecordSchema } from "../trainings/stored-training";
import { makeActive } from "./make-active";
import { BIND_MODEL_SPACE } from "./model-spaces";
import { type QuantizationReport, quantizationReportSchema } from "./stored-quantization";

export type BackboneRow = Omit<Backbone, "description"> & { readonly description: BackboneDescription };

export type ModelVersionRow = Omit<ModelVersion, "description" | "quantization" | "training"> & {
  readonly description: ModelDescription;
  /** For an 8-bit version: how it compares with the one that it was made from. */
  readonly quantization: QuantizationReport | null;
  /** For a version that was trained here: how. */
  readonly training: TrainingRecord | null;
  /** Null for a family that keeps all of a model in one package. */
  readonly backbone: BackboneRow | null;
};

const withBackbone = { backbone: true } as const;

const parseBackbone = jsonColumns("Backbone", { description: backboneDescriptionSchema });
const parseVersion = jsonColumns("ModelVersion", {
  description: modelDescriptionSchema,
  quantization: quantizationReportSchema.nullable(),
  training: trainingRecordSchema.nullable(),
});

const backboneOf = (stored: Backbone): BackboneRow => parseBackbone(stored, stored.id);

function versionOf({ backbone, ...stored }: ModelVersion & { backbone: Backbone | null }): ModelVersionRow {
  return { ...parseVersion(stored, stored.id), backbone: backbone && backboneOf(backbone) };
}

/** Stores the name of a backbone package; the same package is one backbone, under its first name. */
export async function addBackbone(
  { prisma }: Database,
  backbone: { name: string; packageHash: string; description: BackboneDescription },
): Promise<{ backbone: BackboneRow; alreadyStored: boolean }> {
  const where = { packageHash: backbone.packageHash };
  const known = await prisma.backbone.findUnique({ where });
  if (known) return { backbone: backboneOf(known), alreadyStored: true };
  const stored = await prisma.backbone.upsert({ where, update: {}, create: backbone });
  return { backbone: backboneOf(stored), alreadyStored: false };
}

export async function findBackbones({ prisma }: Database, name: string): Promise<BackboneRow[]> {
  const where = { name: { in: storableTexts([name]) } };
  return (await prisma.backbone.findMany({ where, orderBy: { id: "desc" } })).map(backboneOf);
}

export async function findBackboneById({ prisma }: Database, id: string): Promise<BackboneRow | null> {
  const stored = await prisma.backbone.findUnique({ where: { id } });
  return stored && backboneOf(stored);
}

/**
 * Stores a model version as the next one under its name, and makes it the active one if there is none;
 * if the latest version under the name is the same, it is returned, bound to the space if it was not bound, with its
 * 8-bit versions. What is not tuned is the same as what is: the same files imported again leave a tuned version.
 */
export function addModelVersion(
  { prisma }: Database,
  model: {
    name: string;
    backboneId: string | null;
    packageHash: string;
    description: ModelDescription;
    /** For an 8-bit version: the one that it was made from. */
    float32VersionId?: string;
    quantization?: QuantizationReport;
    training?: TrainingRecord;
    /** The space of its labels' vectors; left out where it is not known. */
    spaceId?: string | null;
  },
): Promise<{ model: ModelVersionRow; alreadyStored: boolean }> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('model-versions'))`;
    const latest = await tx.modelVersion.findFirst({
      where: { name: model.name },
      orderBy: { version: "desc" },
      include: withBackbone,
    });
    const { spaceId } = model;
    if (
      latest?.packageHash === model.packageHash &&
      latest.backboneId === model.backboneId &&
      isTunedAs(versionOf(latest), model) &&
      (latest.float32VersionId ?? undefined) === model.float32VersionId &&
      (!spaceId || latest.spaceId === null || latest.spaceId === spaceId)
    ) {
      if (spaceId) await tx.$executeRawUnsafe(BIND_MODEL_SPACE, latest.id, spaceId);
      return {
        model: { ...versionOf(latest), spaceId: latest.spaceId ?? spaceId ?? null },
        alreadyStored: true,
      };
    }
    const active = await tx.modelVersion.count({ where: { active: true } });
    const created = await tx.modelVersion.create({
      data: {
        ...model,
        version: (latest?.version ?? 0) + 1,
        active: active === 0,
      },
      include: withBackbone,
    });
    return { model: versionOf(created), alreadyStored: false };
  });
}

function isTunedAs(
  { description: { score: stored } }: Pick<ModelVersionRow, "description">,
  { description: { score } }: Pick<ModelVersionRow, "description">,
): boolean {
  if (!score.whole?.isTuned) return true;
  return stored.whole?.isTuned === true && stored.whole.share === score.whole.share;
}

export async function findModelVersions(
  { prisma }: Database,
  ids: readonly string[],
): Promise<ModelVersionRow[]> {
  const where = { id: { in: [...ids] } };
  return (await prisma.modelVersion.findMany({ where, include: withBackbone })).map(versionOf);
}

/** For each of these model versions, the ids of the 8-bit versions made from it, newest first. */
export async function int8VersionIds({ pool }: Database, ids: readonly string[]): Promise<string[][]> {
  const { rows } = await pool.query<{ made: string[] }>(
    `SELECT ARRAY(SELECT q."id"::text FROM "ModelVersion" q
             WHERE q."float32VersionId" = asked."id" ORDER BY q."id" DESC) AS "made"
           FROM unnest($1::uuid[]) WITH ORDINALITY AS asked("id", "place") ORDER BY "place"`,
    [ids],
  );
  return rows.map(({ made }) => made);
}

/** The same for the model version that a batch asks for: every batch that begins needs them, and needs them soon. */
export async function int8VersionIdsForBatch({ pool }: Database, batchId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: "int8-version-ids-for-batch",
    text: `SELECT q."id" FROM "PredictionBatch" b JOIN "ModelVersion" q ON q."float32VersionId" = b."modelVersionId"
           WHERE b."id" = $1 ORDER BY q."id" DESC`,
    values: [batchId],
  });
  return rows.map((row) => row.id);
}

export async function findActiveModelVersion({ prisma }: Database): Promise<ModelVersionRow | null> {
  const stored = await prisma.modelVersion.findFirst({ where: { active: true }, include: withBackbone });
  return stored && versionOf(stored);
}

/** The active model version, and the 8-bit versions made from it, newest first. */
export interface ActiveModelVersion {
  readonly id: string;
  readonly int8VersionIds: readonly string[];
}

export const ACTIVE_MODEL_VERSION = `SELECT m."id", ARRAY(SELECT q."id"::text FROM "ModelVersion" q
    WHERE q."float32VersionId" = m."id" ORDER BY q."id" DESC) AS "int8VersionIds"
  FROM "ModelVersion" m WHERE m."active"`;

/** Read for every request, because another process may activate another or make an 8-bit one. */
export async function activeModelVersion({ pool }: Database): Promise<ActiveModelVersion | null> {
  const { rows } = await pool.query<ActiveModelVersion>({
    name: "active-model-version",
    text: ACTIVE_MODEL_VERSION,
  });
  return rows[0] ?? null;
}

/** Makes one model version the active one; null if there is no such version. */
export async function activateModelVersion(db: Database, id: string): Promise<ModelVersionRow | null> {
  await inTransaction(db.pool, (client) => makeActive(client, id));
  const [activated] = await findModelVersions(db, [id]);
  return activated ?? null;
}
