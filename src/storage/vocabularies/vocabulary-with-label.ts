import type { Database } from "../database/database";

/** The name of the newest vocabulary that has a label, and vectors in a space; null if there is none. */
export async function vocabularyWithLabel(
  { prisma }: Database,
  label: string,
  spaceId: string,
): Promise<string | null> {
  const found = await prisma.vocabulary.findFirst({
    where: { labels: { some: { label } }, labelVectors: { some: { spaceId } } },
    orderBy: { createdAt: "desc" },
    select: { name: true },
  });
  return found?.name ?? null;
}
