import { Box, Group, Slider, Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { percentText } from "../../../../parts/score";
import { t } from "../../../../text/text";

const SETTLED_MS = 200;
const MOST = 99;

const told = (percent: number): string =>
  percent === 0 ? t("search.least.any") : t("search.least.from", { percent: percentText(percent / 100) });

/** The least probability, in percent: told while it moves, and asked for once it rests. */
export function LeastProbability(props: {
  value: number;
  onMove: (percent: number) => void;
  onChange: (percent: number) => void;
}) {
  const { value, onMove, onChange } = props;
  const [moved, setMoved] = useState<number | null>(null);
  const settle = useDebouncedCallback(onChange, SETTLED_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked for is there
  useEffect(() => {
    setMoved(null);
    onMove(0);
  }, [value]);
  const move = (percent: number) => {
    setMoved(percent);
    onMove(percent);
    settle(percent);
  };
  const shown = moved ?? value;
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" w={128} ta="right" aria-hidden>
        {told(shown)}
      </Text>
      <Box w={180}>
        <Slider
          thumbLabel={t("search.least.label")}
          label={null}
          min={0}
          max={MOST}
          value={shown}
          onChange={move}
          thumbProps={{ "aria-valuetext": told(shown) }}
        />
      </Box>
    </Group>
  );
}
