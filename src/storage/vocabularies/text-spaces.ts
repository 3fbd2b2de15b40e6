import { createHash } from "node:crypto";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";
import { isForeignKeyViolation } from "../database/storage-errors";
import type { StoredEncoder } from "./stored-encoder";
import { ensureVectorSpace, type NewVectorSpace, type VectorSpaceRow } from "./vector-spaces";

/** A space whose vectors a text encoder makes. */
export type TextSpace = VectorSpaceRow & { readonly packageHash: string; readonly encoder: StoredEncoder };

/**
 * Stores the space of a text encoder's package with its templates, or finds it: models with the same text tower and
 * templates share one. It owns its package from then on. A name that is taken is made unique: `name (2)`.
 */
export async function addTextSpace(
  { pool }: Database,
  {
    name,
    packageHash,
    encoder,
    templates,
  }: {
    readonly name: string;
    readonly packageHash: string;
    readonly encoder: Omit<StoredEncoder, "templates">;
    readonly templates: readonly string[];
  },
): Promise<TextSpace> {
  const space: NewVectorSpace = {
    ...{ kind: "TEXT", name, identity: textIdentity(packageHash, templates), packageHash },
    ...{ dimensions: encoder.dimensions, encoder: { ...encoder, templates: [...templates] } },
  };
  const stored = await inTransaction(pool, (client) => ensureVectorSpace(client, space)).catch(
    (error: unknown) => {
      if (!isForeignKeyViolation(error)) throw error;
      throw new RegionaryError("NOT_FOUND", `The package ${packageHash} of the text encoder is not stored.`);
    },
  );
  if (isTextSpace(stored)) return stored;
  throw new Error(`The vector space ${stored.id} has the identity of a text encoder, but none.`);
}

/** Whether a text encoder makes the vectors of a space. */
export function isTextSpace(space: VectorSpaceRow): space is TextSpace {
  return space.packageHash !== null && space.encoder !== null;
}

function textIdentity(packageHash: string, templates: readonly string[]): string {
  return `text:${createHash("sha256")
    .update(JSON.stringify([packageHash, templates]))
    .digest("hex")}`;
}
