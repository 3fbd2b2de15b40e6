import sharp from "sharp";
import { decodeImage } from "./decode-image";
import { renderHeatMap } from "./heat-map";
import type { PixelTasks } from "./lane-tasks";
import { resizeBilinear } from "./resize";
import { serveTasks } from "./serve-tasks";
import { ownBuffer } from "./thread-messages";
import { writeTensor } from "./to-tensor";

// Several pictures are decoded at a time, each on one core.
sharp.concurrency(1);
sharp.cache(false);

serveTasks<PixelTasks>(
  {
    decode: async ({ image, mode, input }) => {
      const { data, width, height } = await decodeImage(image, mode);
      const resized = resizeBilinear(data, width, height, input.width, input.height); // [height, width, 3]
      const tensor = new Float32Array(resized.length);
      writeTensor(resized, input, tensor, 0);
      return { value: tensor, transfer: [tensor.buffer] };
    },
    heatMap: async (request) => {
      const picture = ownBuffer(await renderHeatMap(request));
      return { value: picture, transfer: [picture.buffer] };
    },
  },
  { oneAtATime: false },
);
