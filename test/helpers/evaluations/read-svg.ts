import sharp from "sharp";

/** What is written in an SVG, and how large it is to a program of others that reads it: one that throws if it is no XML. */
export async function readSvg(svg: string): Promise<{ texts: string[]; width: number; height: number }> {
  const { format, width, height } = await sharp(Buffer.from(svg)).metadata();
  if (format !== "svg") throw new Error(`expected an SVG, got ${format}`);
  const texts = [...svg.matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)<\/text>/g)];
  return { texts: texts.map(([, text]) => text!), width, height };
}
