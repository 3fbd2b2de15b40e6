import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../parts/empty-state";
import { t } from "../text/text";

export function MissingPage() {
  return (
    <EmptyState order={1} icon={IconMapQuestion} title={t("app.notFoundTitle")} text={t("app.notFound")}>
      <Button component={Link} to="/">
        {t("app.toStart")}
      </Button>
    </EmptyState>
  );
}
