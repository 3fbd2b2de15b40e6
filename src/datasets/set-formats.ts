/** What benchmark sets are made from, by the names that are stored with them. */
export const SET_FORMATS = [
  "stored-images",
  "image-folder",
  "photo-folder",
  "coco-instances",
  "nus-wide-train",
  "nus-wide-test",
  "open-images",
  "hdf5-features",
  "scenes",
] as const;
export type SetFormat = (typeof SET_FORMATS)[number];
