import { Button, Code } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { EmptyState } from "../parts/empty-state";
import { t } from "../text/text";

/** What a fault of the page itself looks like. */
export function FailedPage({ error }: ErrorComponentProps) {
  return (
    <EmptyState order={1} icon={IconAlertTriangle} title={t("app.errorTitle")} text={t("app.error")}>
      <Code block>{String(error)}</Code>
      <Button onClick={() => window.location.reload()}>{t("app.reload")}</Button>
    </EmptyState>
  );
}
