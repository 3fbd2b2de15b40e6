const NAME = "regionary-key";

/** Where the address is kept of a page that wants the key, and goes to the studio for it. */
export const SENDER = "regionary-sender";

/** The API key that a person gave, kept until the browser is closed, or on this computer if they said so. */
export function accessKey(): string | null {
  return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME);
}

export function keepAccessKey(key: string, isForGood: boolean): void {
  sessionStorage.setItem(NAME, key);
  if (isForGood) localStorage.setItem(NAME, key);
}

export function forgetAccessKey(): void {
  sessionStorage.removeItem(NAME);
  localStorage.removeItem(NAME);
}

/** The headers of a request, and the parameters of a socket. */
export function keyHeaders(): Record<string, string> {
  const key = accessKey();
  return key === null ? {} : { "x-api-key": key };
}
