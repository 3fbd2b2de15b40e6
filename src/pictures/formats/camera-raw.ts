import { hasMark, isoBrands } from "./file-marks";
import { TIFF_TAG, type TiffDirectory, tiffDirectories } from "./tiff-directory";

/** What cameras' raw files begin with, where that is not plain TIFF. */
const MARKS: readonly (readonly [string, number, string])[] = [
  ["CR\x02\0", 8, "Canon CR2"],
  ["FUJIFILMCCD-RAW", 0, "Fujifilm RAF"],
  ["IIU\0", 0, "Panasonic RW2"],
  ["IIRO", 0, "Olympus ORF"],
  ["IIRS", 0, "Olympus ORF"],
  ["MMOR", 0, "Olympus ORF"],
  ["FOVb", 0, "Sigma X3F"],
  ["\0MRM", 0, "Minolta MRW"],
  ["HEAPCCDR", 6, "Canon CRW"],
];
/** DNG and its like: what a sensor's color filters let through, and its linear sum. */
const SENSOR_DATA = [32803, 34892];

/**
 * Which camera's raw format a file is in, or null. Many are TIFF files, whose first picture is a small preview: decoded
 * as TIFF they would be shown in the size of a stamp. Of such a file more than the first few bytes have to be given.
 */
export function cameraRaw(bytes: Uint8Array): string | null {
  const found = MARKS.find(([mark, at]) => hasMark(bytes, mark, at));
  if (found) return found[2];
  if (isoBrands(bytes)[0] === "crx ") return "Canon CR3";
  const [first] = tiffDirectories(bytes, 1);
  if (!first) return null;
  if (first.has(TIFF_TAG.dngVersion)) return "DNG";
  const isPreview = (first.get(TIFF_TAG.newSubfileType)?.[0] ?? 0) & 1;
  const isSensorData = SENSOR_DATA.includes(first.get(TIFF_TAG.photometric)?.[0] ?? -1);
  if (!isSensorData && !(isPreview && first.has(TIFF_TAG.subDirectories))) return null;
  return nameByMaker(first);
}

function nameByMaker(directory: TiffDirectory): string {
  const make = String.fromCharCode(...(directory.get(TIFF_TAG.make) ?? [])).toUpperCase();
  if (make.startsWith("NIKON")) return "Nikon NEF";
  if (make.startsWith("SONY")) return "Sony ARW";
  if (make.startsWith("PENTAX")) return "Pentax PEF";
  return "TIFF-like";
}
