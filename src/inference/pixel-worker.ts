import sharp from "sharp";
import { renderHeatMap } from "./heat-map";
import { imageTensor } from "./image-tensor";
import type { PixelTasks } from "./lane-tasks";
import { serveTasks } from "./serve-tasks";
import { ownBuffer } from "./thread-messages";

// Several pictures are decoded at a time, each on one core.
sharp.concurrency(1);
sharp.cache(false);

serveTasks<PixelTasks>(
  {
    decode: async ({ image, mode, input }) => {
      const tensor = await imageTensor(image, mode, input);
      return { value: tensor, transfer: [tensor.buffer] };
    },
    heatMap: async (request) => {
      const picture = ownBuffer(await renderHeatMap(request));
      return { value: picture, transfer: [picture.buffer] };
    },
  },
  { oneAtATime: false },
);
