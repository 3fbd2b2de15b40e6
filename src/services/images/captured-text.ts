import type { ImageRow } from "../../storage/images/images";

const MINUTE_MS = 60_000;

/** When a picture was taken, as its camera's clock showed it: with the offset from UTC where the camera wrote one. */
export function capturedText({
  capturedAt,
  capturedOffset,
}: Pick<ImageRow, "capturedAt" | "capturedOffset">): string | null {
  if (!capturedAt) return null;
  const [hours, minutes] = (capturedOffset ?? "+00:00").slice(1).split(":").map(Number);
  const sign = capturedOffset?.startsWith("-") ? -1 : 1;
  const clock = new Date(capturedAt.getTime() + sign * (hours! * 60 + minutes!) * MINUTE_MS);
  return clock.toISOString().replace(/(\.000)?Z$/, "") + (capturedOffset ?? "");
}
