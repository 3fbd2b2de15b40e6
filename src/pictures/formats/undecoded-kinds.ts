/** A kind of file that is not decoded: what it is, what it begins with (or has where), and what to do with it. */
interface UndecodedKind {
  readonly what: string;
  readonly marks: readonly (string | readonly [mark: string, at: number])[];
  readonly advice: string;
}

const EXPORT = "Export it as PNG or JPEG from the program that made it.";
const FRAMES = "Take single pictures out of it, such as: ffmpeg -i FILE -vf fps=1 frame-%05d.jpg";
const CONVERT = "Convert it, such as: magick FILE FILE.png";
const UNPACK = "Unpack it and send the pictures in it.";
const SOUND = "There is no picture to see in it.";

/** By their first bytes, as Latin-1. */
export const UNDECODED_KINDS: readonly UndecodedKind[] = [
  {
    what: "a JPEG XL picture",
    marks: ["\xff\x0a", "\0\0\0\x0cJXL \r\n\x87\n"],
    advice: "Convert it, such as: djxl FILE FILE.png",
  },
  {
    what: "a JPEG 2000 picture",
    marks: ["\0\0\0\x0cjP  \r\n\x87\n", "\xff\x4f\xff\x51"],
    advice: CONVERT,
  },
  { what: "a JPEG XR picture", marks: ["II\xbc\x01"], advice: "Convert it to PNG or JPEG." },
  { what: "a Photoshop document", marks: ["8BPS\0\x01", "8BPS\0\x02"], advice: EXPORT },
  { what: "a GIMP document", marks: ["gimp xcf "], advice: EXPORT },
  { what: "a Krita document", marks: [["mimetypeapplication/x-krita", 30]], advice: EXPORT },
  { what: "a Windows icon", marks: ["\0\0\x01\0", "\0\0\x02\0"], advice: "Convert it to PNG." },
  { what: "an OpenEXR picture", marks: ["\x76\x2f\x31\x01"], advice: "Map its tones to a PNG or JPEG." },
  { what: "a Radiance HDR picture", marks: ["#?RADIANCE", "#?RGBE"], advice: "Map its tones to a PNG." },
  {
    what: "a DICOM file",
    marks: [["DICM", 128]],
    advice: "Export it as PNG with the window that a person would choose, such as: dcm2img FILE FILE.png",
  },
  { what: "a FITS file", marks: ["SIMPLE  ="], advice: "Scale its values to a PNG or JPEG." },
  {
    what: "a Netpbm picture",
    marks: ["P1\n", "P2\n", "P3\n", "P4\n", "P5\n", "P6\n", "P7\n", "P5 ", "P6 "],
    advice: CONVERT,
  },
  { what: "a DirectDraw texture", marks: ["DDS \x7c\0\0\0"], advice: CONVERT },
  { what: "a QOI picture", marks: ["qoif"], advice: CONVERT },
  { what: "an MNG or JNG picture", marks: ["\x8aMNG", "\x8bJNG"], advice: CONVERT },
  { what: "a DjVu document", marks: ["AT&TFORM"], advice: "Convert its pages, such as: ddjvu -format=tiff" },
  {
    what: "a PDF document",
    marks: ["%PDF", "\xef\xbb\xbf%PDF"],
    advice: "Make pictures of its pages, such as: pdftoppm -png FILE page",
  },
  {
    what: "a PostScript document",
    marks: ["%!PS", "\xc5\xd0\xd3\xc6"],
    advice: "Make a picture of it, such as: gs -sDEVICE=png16m -r150 -o page-%d.png FILE",
  },
  { what: "a Windows metafile", marks: ["\xd7\xcd\xc6\x9a", [" EMF", 40]], advice: EXPORT },
  { what: "a video (Matroska or WebM)", marks: ["\x1a\x45\xdf\xa3"], advice: FRAMES },
  { what: "a video (AVI)", marks: [["AVI ", 8]], advice: FRAMES },
  { what: "a video (MPEG)", marks: ["\0\0\x01\xba", "\0\0\x01\xb3"], advice: FRAMES },
  { what: "a video (Windows Media)", marks: ["\x30\x26\xb2\x75\x8e\x66\xcf\x11"], advice: FRAMES },
  { what: "a video (Flash)", marks: ["FLV\x01"], advice: FRAMES },
  { what: "a sound or video (Ogg)", marks: ["OggS"], advice: FRAMES },
  { what: "a sound", marks: ["ID3", "fLaC", ["WAVE", 8]], advice: SOUND },
  { what: "a ZIP archive (or an office document)", marks: ["PK\x03\x04"], advice: UNPACK },
  { what: "gzip-compressed data", marks: ["\x1f\x8b"], advice: UNPACK },
  { what: "an old office document", marks: ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], advice: EXPORT },
  { what: "an HDF5 file", marks: ["\x89HDF\r\n\x1a\n"], advice: "Write its pictures as PNG." },
  {
    what: "a NumPy array",
    marks: ["\x93NUMPY"],
    advice: "Write it as PNG with the values as a person would see them.",
  },
];
