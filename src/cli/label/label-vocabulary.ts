import path from "node:path";
import { RegionaryError } from "../../errors";
import type { ServiceContext } from "../../services/context";
import { createVocabulary } from "../../services/vocabularies/create-vocabulary";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import { requireFiles } from "../option-values";
import { readLabels } from "../vocabularies/read-labels";

/** The vocabulary that is named, or that of a file's labels: stored under the file's name, once for the same labels. */
export async function labelVocabulary(
  { db }: Pick<ServiceContext, "db">,
  { vocabulary, words }: { readonly vocabulary?: string; readonly words?: string },
) {
  if (vocabulary !== undefined) return vocabularyNamed(db, vocabulary);
  if (words === undefined)
    throw new RegionaryError("INVALID_INPUT", "Give either --vocabulary NAME or --words FILE; got neither.");
  await requireFiles({ "--words": words });
  const labels = await readLabels(words);
  return (await createVocabulary(db, { name: path.parse(words).name, labels })).vocabulary;
}
