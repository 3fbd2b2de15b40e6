import { Card, Progress, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../../text/text";
import { Sparkline } from "./sparkline";

interface FigureCardProps {
  readonly name: string;
  readonly value: string;
  /** What the value is to be seen against. */
  readonly against: ReactNode;
  /** Its course, and the value at the top of that. */
  readonly course?: readonly number[];
  readonly top?: number;
  /** In place of a course: how much of what there is is taken. */
  readonly share?: number;
}

/** Readings a second apart, for a minute. */
const ROOM = 59;

/** One figure with its course over the last minute. */
export function FigureCard({ name, value, against, course, top = 1, share }: FigureCardProps) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz="xl" fw={650} style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {against}
      </Text>
      <Card.Section mt="xs" h={32}>
        {course && <Sparkline values={course} top={top} room={ROOM} />}
        {share !== undefined && (
          <Progress value={100 * share} size="sm" mx="sm" mt={14} aria-label={t("work.system.taken")} />
        )}
      </Card.Section>
    </Card>
  );
}
