import { createRequire } from "node:module";
import { RegionaryError } from "../../errors";
import { latin1 } from "./file-marks";
import type { Raster } from "./uncompressed-tiff";

/** What we use of libheif-js, whose own types are those of its C functions. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  has_alpha_channel(): boolean;
  display(
    into: { data: Uint8ClampedArray; width: number; height: number },
    done: (image: object | null) => void,
  ): void;
  free(): void;
}
interface HeifLibrary {
  readonly ready: Promise<unknown>;
  readonly HeifDecoder: new () => { decoder: unknown; decode(bytes: Uint8Array): HeifImage[] };
  heif_context_free(context: unknown): void;
}

/** As iPhones and other telephones take at most: 200 MB of pixels. */
const MAX_HEIC_PIXELS = 50_000_000;
const CONVERT = "This converts a folder of them: magick mogrify -format jpg *.heic";
let library: Promise<HeifLibrary> | undefined;

/**
 * The picture of a HEIC file that is meant to be seen, turned as the file says, in 8 bits. It runs in WebAssembly, whose
 * memory only grows: in a thread that ends when it has nothing to do.
 */
export async function heicPixels(bytes: Uint8Array): Promise<Raster> {
  library ??= loadLibrary();
  const heif = await library;
  const decoder = new heif.HeifDecoder();
  const images = decoder.decode(bytes);
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (!image) throw new Error("it holds no picture that can be read");
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > MAX_HEIC_PIXELS)
      throw new RegionaryError(
        "IMAGE_TOO_LARGE",
        `A HEIC picture must have at most ${MAX_HEIC_PIXELS / 1e6} megapixels; got ${width}x${height}. Send a smaller one.`,
      );
    const data = new Uint8ClampedArray(width * height * 4);
    const shown = await new Promise<object | null>((done) => image.display({ data, width, height }, done));
    if (!shown) throw new Error("its pixels cannot be decoded");
    const profile = colorProfile(bytes);
    const rgba = new Uint8Array(data.buffer);
    if (image.has_alpha_channel()) return { width, height, channels: 4, data: rgba, profile };
    return { width, height, channels: 3, data: withoutAlpha(rgba), profile };
  } finally {
    for (const image of images) image.free();
    if (decoder.decoder) heif.heif_context_free(decoder.decoder);
  }
}

async function loadLibrary(): Promise<HeifLibrary> {
  // It tells of faults of a file there too; standard output is not the place for them.
  console.log = () => {};
  const heif = optionalLibrary();
  await heif.ready;
  return heif;
}

function optionalLibrary(): HeifLibrary {
  try {
    return createRequire(__filename)("libheif-js/wasm-bundle") as HeifLibrary;
  } catch (cause) {
    const message = `HEIC pictures are decoded by libheif-js, an optional package (LGPL-3.0) that is not installed here: npm install --include=optional gets it. ${CONVERT}`;
    throw new RegionaryError("INVALID_IMAGE", message, {}, { cause });
  }
}

/** In its place: three bytes are never behind the four that they come from. */
function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const pixels = rgba.length / 4;
  for (let i = 0; i < pixels; i++) {
    rgba[i * 3] = rgba[i * 4]!;
    rgba[i * 3 + 1] = rgba[i * 4 + 1]!;
    rgba[i * 3 + 2] = rgba[i * 4 + 2]!;
  }
  return rgba.subarray(0, pixels * 3);
}

/** The ICC profile in the first `colr` box (ISO 14496-12, 12.1.5): all parts of a photo have the same. */
function colorProfile(bytes: Uint8Array): Uint8Array | undefined {
  const head = latin1(bytes, 0, 256 * 1024);
  const at = /colr(?:prof|rICC)/.exec(head)?.index;
  if (at === undefined || at < 4) return undefined;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at - 4);
  const profile = bytes.slice(at + 8, at - 4 + size);
  return latin1(profile, 36, 4) === "acsp" ? profile : undefined;
}
