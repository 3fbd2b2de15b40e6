import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from "../pictures/reading/open-image";
import { MAX_LABEL_LENGTH } from "../vocabulary/clean-label";
import { MAX_LABELS } from "../vocabulary/validate-labels";
import { MAX_BATCH_IMAGES } from "./predictions/predict";
import { MAX_TOP_K } from "./predictions/score-image";
import { MAX_TERMS } from "./search/terms/plan-search";
import { MAX_FREE_LABELS } from "./vocabularies/free-labels";

/** What the use cases refuse more of, for clients that would rather not ask for it. */
export const serviceLimits = {
  maxImageBytes: MAX_IMAGE_BYTES,
  maxImagePixels: MAX_IMAGE_PIXELS,
  maxBatchImages: MAX_BATCH_IMAGES,
  maxTopK: MAX_TOP_K,
  maxRequestLabels: MAX_FREE_LABELS,
  maxVocabularyLabels: MAX_LABELS,
  maxLabelLength: MAX_LABEL_LENGTH,
  maxSearchTerms: MAX_TERMS,
};
