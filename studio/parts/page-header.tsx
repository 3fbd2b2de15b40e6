import { Box, Group, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { t } from "../text/text";

/** The head of a page: its one first heading, which is the window's title too, and what can be done there. */
export function PageHeader(props: { title: string; subtitle?: ReactNode; actions?: ReactNode }) {
  const { title, subtitle, actions } = props;
  useDocumentTitle(`${title} · ${t("app.name")}`);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="lg">
      <Box miw={0}>
        <Title order={1}>{title}</Title>
        {subtitle && (
          <Text c="dimmed" size="sm" mt={2} component="div">
            {subtitle}
          </Text>
        )}
      </Box>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
