import { SENDER } from "../api/access-key";

/** To the page that wanted the key, where that was not one of the studio's. */
export function goBackToSender(): void {
  const address = sessionStorage.getItem(SENDER);
  if (address === null) return;
  sessionStorage.removeItem(SENDER);
  window.location.replace(address);
}
