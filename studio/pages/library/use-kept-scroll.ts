import { useLocation } from "@tanstack/react-router";
import { useCallback, useLayoutEffect } from "react";

/** Where the list was left last, and how far it was scrolled there. */
let left = { href: "", top: 0 };

/**
 * Scrolls to where one was when one comes back from an image, by whichever way, once the list has its length. What it
 * gives is called before the list is left.
 */
export function useKeptScroll(isReady: boolean): () => void {
  const href = useLocation({ select: ({ pathname, searchStr }) => pathname + searchStr });
  useLayoutEffect(() => {
    if (!isReady || left.href !== href) return;
    const { top } = left;
    left = { href: "", top: 0 };
    // After the router, which goes to the top of what it takes for a new page.
    requestAnimationFrame(() => window.scrollTo({ top, behavior: "instant" }));
  }, [href, isReady]);
  const keep = useCallback(() => {
    left = { href, top: window.scrollY };
  }, [href]);
  return keep;
}
