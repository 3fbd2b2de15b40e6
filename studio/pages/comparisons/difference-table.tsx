import { Badge, Card, Group, ScrollArea, Table, Text, Title } from "@mantine/core";
import { chanceText, isSignificant, pointsText } from "../../parts/difference-text";
import { figurePercent } from "../../parts/number-text";
import { t } from "../../text/text";
import type { LabelDifference } from "./comparison-query";

const MOST = 300;

/** The labels with their average precision in both runs. */
export function DifferenceTable({ differences }: { differences: readonly LabelDifference[] }) {
  return (
    <Card withBorder padding="md">
      <Title order={3} size="h5" mb="xs">
        {t("comparison.labels")}
      </Title>
      <ScrollArea
        h={440}
        type="auto"
        viewportProps={{ "aria-label": t("comparison.labels"), role: "region", tabIndex: 0 }}
      >
        <Table stickyHeader verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("evaluation.label")}</Table.Th>
              <Table.Th ta="right">{t("comparison.first")}</Table.Th>
              <Table.Th ta="right">{t("comparison.second")}</Table.Th>
              <Table.Th ta="right">{t("comparison.difference")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.slice(0, MOST).map(({ label, first, second, difference, adjustedP }) => (
              <Table.Tr key={label?.id}>
                <Table.Td>{label?.label}</Table.Td>
                <Table.Td ta="right">{figurePercent(first)}</Table.Td>
                <Table.Td ta="right">{figurePercent(second)}</Table.Td>
                <Table.Td ta="right">
                  <Group gap={6} justify="flex-end" wrap="nowrap">
                    <Text size="sm" fw={isSignificant(adjustedP) ? 650 : 400} span>
                      {pointsText(difference)}
                    </Text>
                    <Badge
                      size="sm"
                      variant={isSignificant(adjustedP) ? "filled" : "default"}
                      tt="none"
                      w={82}
                    >
                      {chanceText(adjustedP)}
                    </Badge>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {differences.length > MOST && (
          <Text size="sm" c="dimmed" p="xs">
            {t("evaluation.narrow", { count: differences.length - MOST })}
          </Text>
        )}
      </ScrollArea>
    </Card>
  );
}
