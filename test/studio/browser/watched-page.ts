import type { Browser, BrowserContext, ConsoleMessage, Page } from "playwright-core";

/** How a page is looked at. */
export interface Look {
  readonly scheme: "light" | "dark";
  readonly width: number;
  readonly height: number;
}

export const DESK: Look = { scheme: "light", width: 1280, height: 800 };

/** A page, and what it must not do. */
export interface WatchedPage {
  readonly page: Page;
  /**
   * What went wrong in it so far: errors on the console (a breach of the Content-Security-Policy is one), errors that
   * nothing caught, requests to another host, and answers with an error's status.
   */
  readonly faults: string[];
  close(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** Opens an empty page in a profile of its own, which sees only what is at `origin`. */
export async function openWatchedPage(browser: Browser, origin: string, look = DESK): Promise<WatchedPage> {
  const { scheme, width, height } = look;
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height },
    locale: "en-US",
    timezoneId: "UTC",
    hasTouch: width < 600,
    reducedMotion: "reduce", // nothing moves while it is looked at
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  watch(context, new URL(origin).host, faults);
  const page = await context.newPage();
  return { page, faults, close: () => context.close() };
}

function watch(context: BrowserContext, host: string, faults: string[]): void {
  const meet = (address: string) => {
    const { protocol, host: asked } = new URL(address);
    if (!["data:", "blob:", "about:"].includes(protocol) && asked !== host)
      faults.push(`a request to another host: ${address}`);
  };
  context.on("request", (request) => meet(request.url()));
  context.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} from ${response.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${textOf(message)}`);
  });
  context.on("weberror", (error) => faults.push(`uncaught: ${error.error().message}`));
  context.on("page", (page) => page.on("websocket", (socket) => meet(socket.url())));
}

function textOf(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location();
  return `${message.text()} (${url}:${lineNumber})`;
}
