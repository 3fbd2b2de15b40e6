import { RegionaryError } from "../../errors";
import { TIFF_TAG, type TiffDirectory, tiffDirectories } from "./tiff-directory";

/** How the picture of a TIFF file is to be decoded. */
export interface TiffSamples {
  /** Which page it is: the first that is neither a preview nor a mask of another one. */
  readonly page: number;
  /** Whether its numbers are light, of which 1 is white. */
  readonly isFloat: boolean;
  /** Whether a channel beside the colors is none of transparency (infrared in aerial photos), and not to be shown. */
  readonly hasSpareChannel: boolean;
}

const GRAY = [0, 1];
const RGB = 2;
/** By photometric interpretation: how it is called, and its channels. */
const COLORS: ReadonlyMap<number, readonly [string, number]> = new Map([
  [0, ["gray", 1]],
  [1, ["gray", 1]],
  [RGB, ["RGB", 3]],
  [3, ["palette", 1]],
  [5, ["CMYK", 4]],
  [6, ["YCbCr", 3]],
  [8, ["CIELab", 3]],
]);
const FORMATS = ["", "unsigned", "signed", "float", "", "complex", "complex float"];
const [SIGNED, FLOAT, COMPLEX] = [2, 3, 5];
const UNSPECIFIED = 0;
const REDUCED_OR_MASK = 1 | 4;

/**
 * Finds a TIFF's picture, and refuses (INVALID_IMAGE) by its sample format what cannot be surely mapped to what a person
 * would see: signed, complex and wide integers, and channels of unknown meaning. The decoder would clip them: to black, to
 * white, or scrambled. Null where no directory can be read.
 */
export function tiffSamples(bytes: Uint8Array): TiffSamples | null {
  const directories = tiffDirectories(bytes);
  const found = directories.findIndex((page) => !(first(page, TIFF_TAG.newSubfileType, 0) & REDUCED_OR_MASK));
  const page = Math.max(found, 0);
  const directory = directories[page];
  if (!directory) return null;
  const photometric = first(directory, TIFF_TAG.photometric, 1);
  const format = first(directory, TIFF_TAG.sampleFormat, 1);
  const bits = first(directory, TIFF_TAG.bitsPerSample, 1);
  const channels = first(directory, TIFF_TAG.samplesPerPixel, 1);
  const [name, colors] = COLORS.get(photometric) ?? ["", channels];
  const extra = directory.get(TIFF_TAG.extraSamples)?.[0];
  const spare = channels - colors;

  const isGray = GRAY.includes(photometric);
  const isFloat = format === FLOAT;
  const isKnown = isFloat
    ? (photometric === 1 && channels === 1 && bits === 32) ||
      (photometric === RGB && spare <= 1 && (bits === 32 || bits === 16))
    : format !== SIGNED && format < COMPLEX && [1, 2, 4, 8, 16].includes(bits);
  if (!isKnown || (name === "CIELab" && bits === 8))
    throw refused(`${bits}-bit ${FORMATS[format] || "unsigned"} ${name}`.trim(), RANGE_UNKNOWN);
  if (spare > 1 || (isGray && spare === 1 && extra === UNSPECIFIED))
    throw refused(`${name} of ${channels} channels`, CHANNELS_UNKNOWN);
  return { page, isFloat, hasSpareChannel: spare === 1 && extra === UNSPECIFIED };
}

const RANGE_UNKNOWN = "which of its values are black and white cannot be known";
const CHANNELS_UNKNOWN = "how a person would see them cannot be known";

function refused(samples: string, reason: string): RegionaryError {
  return new RegionaryError(
    "INVALID_IMAGE",
    `Expected a picture of 8 or 16 bits or of floats from 0 to 1, but this TIFF is ${samples}: ${reason}. Scale what should be seen to 8 or 16 bits, gray or RGB, and send that.`,
  );
}

function first(directory: TiffDirectory, tag: number, missing: number): number {
  return directory.get(tag)?.[0] ?? missing;
}
