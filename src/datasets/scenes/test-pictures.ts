/** The settings of the pictures that the shipped model was trained and tested on. */
export const testPictures = { seed: 1, side: 112 } as const;
