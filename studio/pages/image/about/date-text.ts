/** A moment as the clock at an offset from UTC showed it; a camera that wrote none is taken for UTC. */
export function dateText(moment: string, offset: string | null): string {
  return new Intl.DateTimeFormat(undefined, {
    ...{ dateStyle: "medium", timeStyle: "short" },
    timeZone: offset ?? "UTC",
  }).format(new Date(moment));
}
