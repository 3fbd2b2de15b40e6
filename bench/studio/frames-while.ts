import type { Page } from "playwright-core";

const MS = 5_000;

/** How long each frame takes while a page scrolls down by so many pixels a frame, for 5 s, in order of their lengths. */
export function framesWhile(page: Page, pixels: number): Promise<number[]> {
  // As text: a function would be compiled for Node, and the page's policy forbids what Playwright then needs.
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const times = [], end = performance.now() + ${MS};
    let last = performance.now();
    requestAnimationFrame(function frame(now) {
      times.push(now - last);
      last = now;
      window.scrollBy(0, ${pixels});
      if (now < end) requestAnimationFrame(frame);
      else resolve(times.slice(2).sort((one, other) => one - other));
    });
  })`);
}
