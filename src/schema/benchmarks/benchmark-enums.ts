import { registerEnumType } from "type-graphql";

export enum BenchmarkKind {
  IMAGES = "IMAGES",
  FEATURES = "FEATURES",
}
registerEnumType(BenchmarkKind, {
  name: "BenchmarkKind",
  description: "What a benchmark set consists of.",
  valuesConfig: {
    IMAGES: { description: "Pictures." },
    FEATURES: { description: "What a backbone made of pictures that are not stored here." },
  },
});

export enum UnlistedLabels {
  ABSENT = "ABSENT",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(UnlistedLabels, {
  name: "UnlistedLabels",
  description: "What a label is for an image that does not list it.",
  valuesConfig: {
    ABSENT: { description: "Not on the image: each image was checked for all labels." },
    UNKNOWN: { description: "Not known: it counts neither for nor against." },
  },
});

export enum PictureOrientation {
  AS_STORED = "AS_STORED",
  AS_SEEN = "AS_SEEN",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(PictureOrientation, {
  name: "PictureOrientation",
  description: "How the labels of an image were drawn on a picture that its EXIF data turns or mirrors.",
  valuesConfig: {
    AS_STORED: { description: "On the pixels as they are stored: its size or boxes say so." },
    AS_SEEN: { description: "On the picture as people see it: its size or boxes say so, and it is read so." },
    UNKNOWN: { description: "Nothing says; it is read as it is stored." },
  },
});

/** The values are the formats as they are stored with sets. */
export const BenchmarkFormat = {
  STORED_IMAGES: "stored-images",
  IMAGE_FOLDER: "image-folder",
  PHOTO_FOLDER: "photo-folder",
  COCO_INSTANCES: "coco-instances",
  NUS_WIDE_TRAIN: "nus-wide-train",
  NUS_WIDE_TEST: "nus-wide-test",
  OPEN_IMAGES: "open-images",
  HDF5_FEATURES: "hdf5-features",
  SCENES: "scenes",
} as const;
export type BenchmarkFormat = (typeof BenchmarkFormat)[keyof typeof BenchmarkFormat];
registerEnumType(BenchmarkFormat, {
  name: "BenchmarkFormat",
  description: "What a benchmark set was made from.",
  valuesConfig: {
    STORED_IMAGES: { description: "Images that were stored already, by `createBenchmarkSet`." },
    IMAGE_FOLDER: { description: "A folder of pictures, read as benchmarks are." },
    PHOTO_FOLDER: { description: "A folder of pictures, read as people see them." },
    COCO_INSTANCES: { description: "COCO's instances." },
    NUS_WIDE_TRAIN: { description: "NUS-WIDE's own text files, its training images." },
    NUS_WIDE_TEST: { description: "NUS-WIDE's own text files, its test images." },
    OPEN_IMAGES: { description: "Open Images' human-verified labels." },
    HDF5_FEATURES: { description: "Features in HDF5 files, as the BiAM authors have them." },
    SCENES: { description: "Drawn scenes of colored shapes." },
  },
});
