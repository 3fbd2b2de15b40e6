import sharp from "sharp";
import type { Database } from "../../src/storage/database/database";

/** Different pictures; there are as many rows as images, but the eye and the decoder need no more. */
const PICTURES = 500;
const WIDTH = 256;

/**
 * Stores images as they are once each was looked at: with their thumbnails and without their files, which a list of them
 * never reads.
 */
export async function fillLibrary({ pool }: Database, images: number): Promise<void> {
  await pool.query('CREATE TABLE "made" ("n" int PRIMARY KEY, "bytes" bytea NOT NULL)');
  for (let n = 0; n < PICTURES; n++) {
    const bytes = await drawn(n);
    await pool.query('INSERT INTO "made" VALUES ($1, $2)', [n, bytes]);
  }
  const kept = `SELECT n, lpad(to_hex(n), 12, '0') AS hex FROM generate_series(1, ${images}) n`;
  await pool.query(`
    INSERT INTO "Image" ("id", "sha256", "sizeBytes", "mediaType", "width", "height", "name", "path", "capturedAt", "createdAt")
    SELECT ('01900000-0000-7000-8000-' || hex)::uuid, lpad(hex, 64, 'f'), 3000000, 'image/jpeg', 4000, 3000,
      'IMG_' || lpad(n::text, 6, '0') || '.jpg', (2000 + n % 25) || '/album ' || n % 200 || '/IMG_' || lpad(n::text, 6, '0') || '.jpg',
      '2001-01-01'::timestamptz + n * interval '2 hours', '2026-01-01'::timestamptz + n * interval '1 second'
    FROM (${kept}) k`);
  await pool.query(`
    INSERT INTO "Thumbnail" ("imageId", "width", "bytes")
    SELECT ('01900000-0000-7000-8000-' || hex)::uuid, ${WIDTH}, "bytes"
    FROM (${kept}) k JOIN "made" ON "made"."n" = k.n % ${PICTURES}`);
  await pool.query('DROP TABLE "made"');
  await pool.query("ANALYZE");
}

/** Blurred blobs of color with some grain: about as large, and as costly to decode, as a photo's thumbnail. */
async function drawn(n: number): Promise<Buffer> {
  const hue = (n * 137) % 360;
  const blobs = Array.from({ length: 6 }, (_, i) => {
    const at = (factor: number, size: number) => (n * factor + i * 61) % size;
    return `<circle cx="${at(31, WIDTH)}" cy="${at(17, 192)}" r="${30 + at(7, 50)}" fill="hsl(${(hue + i * 40) % 360} 60% ${30 + i * 8}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="192"><rect width="100%" height="100%" fill="hsl(${hue} 40% 70%)"/>${blobs.join("")}</svg>`;
  const grain = {
    create: {
      width: WIDTH,
      height: 192,
      channels: 3 as const,
      background: "#808080",
      noise: { type: "gaussian" as const, mean: 128, sigma: 24 },
    },
  };
  const noise = await sharp(grain).png().toBuffer();
  return sharp(Buffer.from(svg))
    .blur(3)
    .composite([{ input: noise, blend: "overlay" }])
    .webp({ quality: 75 })
    .toBuffer();
}
