import type { HeatMapRequest } from "./heat-map";
import type { PictureInput } from "./picture-input";
import type { DecodeMode } from "./reading/decode-image";
import type { ImageInfo } from "./reading/open-image";
import type { ThumbnailRequest } from "./thumbnail";

/** A picture file to be decoded for a model. */
export interface DecodeRequest {
  readonly image: Uint8Array;
  readonly mode: DecodeMode;
  readonly input: PictureInput;
}

/** A picture in a model's size, and what is stored about it. All of it was decoded, so it is complete. */
export interface DecodedPicture {
  readonly info: ImageInfo;
  readonly pixels: Uint8Array; // [height, width, 3] of the model's input
}

/** The tasks of a pixel thread. */
export type PixelTasks = {
  /** Null for a large picture, of which only the header was read. */
  decode: { message: DecodeRequest; result: DecodedPicture | null };
  decodeLarge: { message: DecodeRequest; result: DecodedPicture };
  heatMap: { message: HeatMapRequest; result: Uint8Array };
  thumbnail: { message: ThumbnailRequest; result: Uint8Array };
};
