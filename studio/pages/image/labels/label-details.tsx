import { CloseButton, Group, Paper, Table, Text, Title } from "@mantine/core";
import { percentText, scoreText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { LabelRow } from "../scores/use-scores";

const MOST_WORDS = 8;

/** All that is known of the label whose map is kept in view. */
export function LabelDetails({ row, onClose }: { row: LabelRow; onClose: () => void }) {
  const { label, probability, score, regions, origin, words, vocabularyLabel } = row;
  const training = { SEEN: "seen", UNSEEN: "unseen", UNKNOWN: "unknown" } as const;
  const made = origin && t(`image.details.origin.${origin}`);
  const shownWords = words.slice(0, MOST_WORDS).join(", ") + (words.length > MOST_WORDS ? ", …" : "");
  const facts: [string, string][] = [
    ...(probability === null
      ? []
      : [[t("image.details.probability"), percentText(probability)] satisfies [string, string]]),
    [t("image.details.score"), scoreText(score)],
    [t("image.details.peak"), scoreText(regions.peak)],
    [t("image.details.where"), t("image.picture.boxes", { count: regions.boxes.length })],
    [t("image.details.made"), [made, shownWords].filter(Boolean).join(": ")],
  ];
  return (
    <Paper withBorder p="sm" my="sm" component="section" aria-label={t("image.details.title", { label })}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Title order={3} size="h5">
          {t("image.details.title", { label })}
        </Title>
        <CloseButton size="sm" aria-label={t("image.details.close")} onClick={onClose} />
      </Group>
      <Table
        variant="vertical"
        layout="fixed"
        withRowBorders={false}
        verticalSpacing={2}
        horizontalSpacing={0}
      >
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={140} bg="transparent" fw={500} c="dimmed">
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {vocabularyLabel && (
        <Text size="sm" c="dimmed" mt={4}>
          {t(`image.details.${training[vocabularyLabel.training]}`)}
        </Text>
      )}
    </Paper>
  );
}
