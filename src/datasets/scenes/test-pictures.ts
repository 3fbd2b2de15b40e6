/** What the pictures are drawn with that the shipped model was trained and tested on. */
export const testPictures = { seed: 1, side: 112 } as const;
