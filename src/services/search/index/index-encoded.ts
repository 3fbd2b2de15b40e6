import { gather } from "../../../batcher/gather";
import type { Sketcher } from "../../../inference/sketching/create-sketcher";
import type { Basis } from "../../../search/sketch/basis";
import type { SketchLayout } from "../../../search/sketch/sketch-layout";
import type { Database } from "../../../storage/database/database";
import { addToIndex } from "../../../storage/search/indexed-images";

/** An image and its regions by some encode stages. */
export interface EncodedImage {
  readonly encoderHash: string;
  readonly imageId: string;
  /** float16 [P, R], or [P + 1, R]; they must not change meanwhile. */
  readonly regions: Uint16Array;
}

/** An index that images are added to. */
export interface GrowingIndex {
  readonly id: string;
  readonly layout: SketchLayout;
  readonly basis: Basis;
}

/** Added together: a transaction costs about as much as the sketches of this many images. */
const TOGETHER = { most: 64, waitMs: 500 };
/** The most images that wait: beyond them they are left to be found missing, so that nothing waits for an index. */
const MOST_WAITING = 256;

/** Adds images that were encoded for somebody else to the index of their encode stages. */
export function createEncodedFeed(
  db: Database,
  sketcher: Sketcher,
  indexOf: (encoderHash: string) => Promise<GrowingIndex | null>,
) {
  let waiting = 0;
  const groups = gather<EncodedImage>(TOGETHER, async (images) => {
    for (const hash of new Set(images.map(({ encoderHash }) => encoderHash))) {
      const index = await indexOf(hash);
      if (!index) continue;
      const same = images.filter(({ encoderHash }) => encoderHash === hash);
      await addImages(db, sketcher, index, same);
    }
  });
  const arriving = new Set<Promise<unknown>>();
  /** The object keeps the outer promise from waiting for the inner one. */
  const arrive = async (image: EncodedImage) =>
    (await indexOf(image.encoderHash)) ? { stored: groups.add(image) } : null;
  return {
    async add(image: EncodedImage): Promise<void> {
      if (waiting >= MOST_WAITING) return;
      waiting++;
      const arrival = arrive(image);
      arriving.add(arrival);
      try {
        await (await arrival)?.stored;
      } catch {
        // The images are still missing: the next indexing finds them.
      } finally {
        waiting--;
        arriving.delete(arrival);
      }
    },
    /** Waits until what was added is stored, or will not be. */
    async settle(): Promise<void> {
      await Promise.allSettled(arriving);
      await groups.flush();
    },
  };
}

/** Sketches images and adds them to an index. False if nobody uses the index any more. */
export async function addImages(
  db: Database,
  sketcher: Sketcher,
  { id, layout, basis }: GrowingIndex,
  images: readonly Pick<EncodedImage, "imageId" | "regions">[],
): Promise<boolean> {
  const packed = await sketcher.sketch(
    basis,
    layout,
    images.map(({ regions }) => regions),
  );
  const bytes = packed.length / images.length;
  return addToIndex(
    db,
    id,
    images.map(({ imageId }, n) => ({ imageId, sketch: packed.subarray(n * bytes, (n + 1) * bytes) })),
  );
}
