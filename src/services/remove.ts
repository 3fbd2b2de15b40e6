import { deleteBenchmarkSet } from "../storage/benchmarks/benchmark-sets";
import type { Database } from "../storage/database/database";
import { deleteImage } from "../storage/images/delete-image";
import { deleteUnusedImages } from "../storage/images/delete-unused-images";
import { deleteBackbone, deleteModelVersion } from "../storage/models/delete-model";
import { deleteVectorSpace } from "../storage/vocabularies/delete-vector-space";
import { deleteWordVectorSet } from "../storage/vocabularies/delete-word-vectors";
import { deleteVocabulary } from "../storage/vocabularies/vocabularies";
import { notFound } from "./not-found";

/** Removes an image with its predictions and regions; NOT_FOUND if there is none. */
export const removeImage = (db: Database, id: string): Promise<void> => removed(deleteImage(db, id), "image");

/** Removes those of some images that no person has added and nothing uses. */
export const removeUnusedImages = (db: Database, ids: readonly string[]): Promise<void> =>
  deleteUnusedImages(db, ids);

/** Removes a vocabulary with its batches and predictions; NOT_FOUND if there is none. */
export const removeVocabulary = (db: Database, id: string): Promise<void> =>
  removed(deleteVocabulary(db, id), "vocabulary");

/** Removes a benchmark set; NOT_FOUND if there is none. */
export const removeBenchmarkSet = (db: Database, id: string): Promise<void> =>
  removed(deleteBenchmarkSet(db, id), "benchmark set");

/** Removes a model version with what `classify` predicted by it; NOT_FOUND if there is none. */
export const removeModelVersion = (db: Database, id: string): Promise<void> =>
  removed(deleteModelVersion(db, id), "model version");

/** Removes a backbone; NOT_FOUND if there is none. */
export const removeBackbone = (db: Database, id: string): Promise<void> =>
  removed(deleteBackbone(db, id), "backbone");

/** Removes a set of word vectors; NOT_FOUND if there is none. */
export const removeWordVectorSet = (db: Database, id: string): Promise<void> =>
  removed(deleteWordVectorSet(db, id), "word-vector set");

/** Removes a vector space with its text encoder; NOT_FOUND if there is none. */
export const removeVectorSpace = (db: Database, id: string): Promise<void> =>
  removed(deleteVectorSpace(db, id), "vector space");

async function removed(removal: Promise<boolean>, what: string): Promise<void> {
  if (!(await removal)) throw notFound(what);
}
