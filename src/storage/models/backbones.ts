import type { Database } from "../database/database";
import {
  type NameConditions,
  type NamedOrder,
  NEWEST,
  nameConditions,
  namedOrder,
} from "../database/named-lists";
import { type Page, type PageRequest, readPage } from "../database/page";
import { storableTexts } from "../database/storable-texts";
import type { Backbone } from "../generated/client";

/** What identifies a backbone. */
export type BackboneName = Pick<Backbone, "id" | "name" | "packageHash" | "createdAt">;

const columns = { id: true, name: true, packageHash: true, createdAt: true } as const;

export function findBackboneNames({ prisma }: Database, ids: readonly string[]): Promise<BackboneName[]> {
  return prisma.backbone.findMany({ where: { id: { in: [...ids] } }, select: columns });
}

/** The newest backbone of a name; null if there is none. */
export function findBackboneByName({ prisma }: Database, name: string): Promise<BackboneName | null> {
  const where = { name: { in: storableTexts([name]) } };
  return prisma.backbone.findFirst({ where, orderBy: { id: "desc" }, select: columns });
}

/** A page of the backbones whose names contain a text. */
export function listBackbones(
  db: Database,
  page: PageRequest,
  filter: NameConditions = {},
  order: NamedOrder = NEWEST,
): Promise<Page<BackboneName>> {
  const list = { from: '"Backbone"', where: nameConditions(filter), order: namedOrder("backbones", order) };
  return readPage(db, list, page, (ids) => findBackboneNames(db, ids));
}
