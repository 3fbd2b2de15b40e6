import { useHotkeys } from "@mantine/hooks";

/** Keys that work anywhere on the page, but where text is typed. */
export function usePageKeys(keys: {
  readonly onFind: () => void;
  readonly onHelp: () => void;
  readonly onTag: () => void;
  readonly onLabel: () => void;
}): void {
  useHotkeys([
    ["/", keys.onFind],
    ["?", keys.onHelp],
    ["shift+?", keys.onHelp],
    ["t", keys.onTag],
    ["l", keys.onLabel],
  ]);
}
