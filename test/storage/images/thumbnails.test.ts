import { deleteImage } from "../../../src/storage/images/delete-image";
import { findThumbnail, keepThumbnail, trimThumbnails } from "../../../src/storage/images/thumbnails";
import { storedModel } from "../../helpers/models/stored-model";
import { storePicture } from "../../helpers/services/stored-batches";

describe("kept thumbnails", () => {
  const stored = storedModel(0);
  const bytes = (length: number) => new Uint8Array(length).fill(length % 251);

  it("are found by image and width, as the first caller kept them", async () => {
    const { db } = stored();
    const image = await storePicture(db, 1);
    expect(await findThumbnail(db, image, 256)).toBeNull();
    await Promise.all([1, 2, 3].map(() => keepThumbnail(db, image, 256, bytes(700))));
    await keepThumbnail(db, image, 256, bytes(9));
    expect(new Uint8Array((await findThumbnail(db, image, 256))!)).toEqual(bytes(700));
    expect(await findThumbnail(db, image, 128)).toBeNull();
  });

  it("go with their image, and are not kept for one that is gone", async () => {
    const { db } = stored();
    const image = await storePicture(db, 2);
    await keepThumbnail(db, image, 128, bytes(5));
    expect(await deleteImage(db, image)).toBe(true);
    await keepThumbnail(db, image, 256, bytes(5));
    expect(await db.prisma.thumbnail.count({ where: { imageId: image } })).toBe(0);
  });

  it("are removed, the oldest first, as far as all take more than they may", async () => {
    const { db } = stored();
    await db.prisma.thumbnail.deleteMany();
    const images = await Promise.all([3, 4, 5].map((seed) => storePicture(db, seed)));
    for (const [age, imageId] of images.entries())
      await db.prisma.thumbnail.create({
        data: { imageId, width: 256, bytes: bytes(1_000), createdAt: new Date(2026, 0, 1 + age) },
      });
    await trimThumbnails(db, 2_500);
    const left = await db.prisma.thumbnail.findMany({ orderBy: { createdAt: "asc" } });
    expect(left.map(({ imageId }) => imageId)).toEqual(images.slice(1));
    await trimThumbnails(db);
    expect(await db.prisma.thumbnail.count()).toBe(2);
  });
});
