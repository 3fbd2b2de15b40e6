import { Group, Progress, Text } from "@mantine/core";
import { t } from "../text/text";

const asPercent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const asScore = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const percentText = (probability: number): string => asPercent.format(probability);
export const scoreText = (score: number): string => asScore.format(score);

/** How sure a model is: the probability as a bar where there is one, else the score alone. */
export function Score({ score, probability }: { score: number; probability: number | null }) {
  if (probability === null) {
    return (
      <Text size="sm" c="dimmed" span title={t("parts.score")}>
        {scoreText(score)}
      </Text>
    );
  }
  return (
    <Group gap={8} wrap="nowrap" title={`${t("parts.score")}: ${scoreText(score)}`}>
      <Progress value={probability * 100} w={48} size="sm" aria-hidden />
      <Text size="sm" span>
        {percentText(probability)}
      </Text>
    </Group>
  );
}
