import { Card, Progress, Table, Text, Title } from "@mantine/core";
import { countText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import type { Section } from "../evaluation-query";

/** Which labels are taken for which others most often. */
export function Confusions({ atK }: { atK: Section["atK"][number] }) {
  const { k, confusions } = atK;
  const most = Math.max(1, ...confusions.map(({ images }) => images));
  return (
    <Card withBorder padding="md">
      <Title order={3} size="h5">
        {t("evaluation.confusions")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("evaluation.confusionsMeaning", { count: k })}
      </Text>
      {confusions.length === 0 ? (
        <Text size="sm">{t("evaluation.noConfusions")}</Text>
      ) : (
        <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("evaluation.missed")}</Table.Th>
                <Table.Th>{t("evaluation.saidInstead")}</Table.Th>
                <Table.Th w="32%">{t("evaluation.inImages")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {confusions.map(({ images, missed, predicted }) => (
                <Table.Tr key={`${missed?.id} ${predicted?.id}`}>
                  <Table.Td>{missed?.label}</Table.Td>
                  <Table.Td>{predicted?.label}</Table.Td>
                  <Table.Td>
                    <Text size="sm" span>
                      {countText(images)}
                    </Text>
                    <Progress value={(100 * images) / most} size="xs" mt={2} aria-hidden />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Card>
  );
}
