import { setImmediate } from "node:timers/promises";
import type { BenchmarkSource, SourceBox, SourceItem, StatedPicture } from "./benchmark-source";
import type { ImageLabels } from "./label-rows";

/** Names and labels are in memory when a set of images is open, so its items come from there. */
interface ImageSet extends Pick<BenchmarkSource, "format" | "labels" | "unlisted" | "protocol" | "remarks"> {
  /** In the set's order. */
  readonly images: readonly ListedImage[];
  labelsOf(image: ListedImage): ImageLabels & {
    readonly boxes?: readonly SourceBox[];
    readonly stated?: StatedPicture;
  };
}

export interface ListedImage {
  readonly name: string;
  readonly file: string;
  /** Its number in the source, which may differ from its place in the set. */
  readonly index: number;
}

/** A source of images whose labels have been read. */
export function imageSource({ images, labelsOf, ...rest }: ImageSet): BenchmarkSource {
  async function* items(from: number, signal?: AbortSignal): AsyncGenerator<SourceItem> {
    for (let place = from; place < images.length; place++) {
      await setImmediate(); // a long read must yield the thread now and then
      signal?.throwIfAborted();
      const image = images[place]!;
      const { stated, ...labels } = labelsOf(image);
      const content = { kind: "image", file: image.file, ...(stated && { stated }) } as const;
      yield { name: image.name, ...labels, content };
    }
  }
  return { ...rest, kind: "IMAGES", count: images.length, items, close: async () => undefined };
}
