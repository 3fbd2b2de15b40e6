import type { FoundImage } from "../../../src/services/search/export/found-image";

/** An image that a search found, of 64 x 48 pixels in a folder 2019. */
export function foundImage(rank: number, given: Partial<FoundImage> = {}): FoundImage {
  const id = `00000000-0000-7000-8000-${String(rank).padStart(12, "0")}`;
  const [name, sha256] = [`${rank}.jpg`, String(rank).padStart(64, "0")];
  return {
    ...{ rank, score: 2.5, probability: 0.9, labels: [], file: null },
    image: {
      ...{ id, sha256, name, path: `2019/${name}`, mediaType: "image/jpeg", sizeBytes: 1_000 },
      ...{ width: 64, height: 48, addedByPerson: true, createdAt: new Date("2026-01-31") },
      ...{ capturedAt: null, capturedOffset: null, externalId: null },
    },
    ...given,
  };
}
