import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./studio.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { client } from "../api/client";
import { router } from "./router";
import { contrast, theme } from "./theme";

/** With which the service lets this page's parts have styles of their own. */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
/** The name by which what keeps the page from scrolling behind a dialog asks for it. */
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

createRoot(document.getElementById("studio")!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={contrast}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Notifications position="bottom-center" />
      <Provider value={client}>
        <RouterProvider router={router} />
      </Provider>
    </MantineProvider>
  </StrictMode>,
);
