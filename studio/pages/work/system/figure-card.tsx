import { Card, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Sparkline } from "./sparkline";

interface FigureCardProps {
  readonly name: string;
  readonly value: string;
  /** What the value is to be seen against. */
  readonly against: ReactNode;
  /** Its course, and the value at the top of that. */
  readonly course?: readonly number[];
  readonly top?: number;
}

/** Readings a second apart, for a minute. */
const ROOM = 59;

/** One figure with its course over the last minute. */
export function FigureCard({ name, value, against, course, top = 1 }: FigureCardProps) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Group gap={6} align="baseline" wrap="nowrap">
        <Text fz="xl" fw={650} style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
          {value}
        </Text>
      </Group>
      <Text size="sm" c="dimmed" truncate>
        {against}
      </Text>
      <Card.Section mt="xs" h={32}>
        {course && <Sparkline values={course} top={top} room={ROOM} />}
      </Card.Section>
    </Card>
  );
}
