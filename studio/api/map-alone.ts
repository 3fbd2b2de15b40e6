import { serviceUrl } from "./address";

/** Where a label's map is without the picture, so that it can be laid over one that is already there. */
export function mapAlone(heatMapUrl: string): string {
  const address = new URL(serviceUrl(heatMapUrl));
  address.searchParams.set("overlay", "false");
  return address.href;
}
