import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { t } from "../text/text";

/** Not to a place before it, which has no role that a menu may contain. */
const toFirstItem = { defaultProps: { withInitialFocusPlaceholder: false } };
const closable = { defaultProps: { closeButtonProps: { "aria-label": t("parts.close") } } };

/** The shades are dark enough for white text on them, and light enough on dark, by WCAG AA. */
export const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: { light: 9, dark: 9 },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.625rem" }, h2: { fontSize: "1.25rem" } } },
  components: { Notification: closable, Modal: closable, Drawer: closable, Menu: toFirstItem },
});

/** Mantine's own colors for these have less contrast than WCAG AA asks for. */
export const contrast: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": colors.gray[7],
    "--mantine-color-placeholder": colors.gray[7],
    "--mantine-color-error": colors.red[9],
    "--mantine-color-anchor": colors.cyan[9],
  },
  dark: {
    "--mantine-color-dimmed": colors.dark[1],
    "--mantine-color-placeholder": colors.dark[1],
    "--mantine-color-error": colors.red[4],
    "--mantine-color-anchor": colors.cyan[4],
  },
});
