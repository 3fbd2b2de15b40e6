import { Button, Code } from "@mantine/core";
import { IconWorldOff } from "@tabler/icons-react";
import { serviceBase } from "../api/address";
import { EmptyState } from "../parts/empty-state";
import { t } from "../text/text";

/** The service answers requests of this address with a refusal: it was not told that it is its own. */
export function RefusedPage() {
  return (
    <EmptyState order={1} icon={IconWorldOff} title={t("app.refusedTitle")} text={t("app.refused")}>
      <Code block>REGIONARY_PUBLIC_URL={serviceBase.href.replace(/\/$/, "")}</Code>
      <Button onClick={() => window.location.reload()}>{t("app.reload")}</Button>
    </EmptyState>
  );
}
