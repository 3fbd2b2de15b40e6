import { ColorSwatch, Group, Text } from "@mantine/core";
import { useFoundSearch } from "../found-context";

/** Which color the boxes of each word have, where there are several. */
export function Legend() {
  const { colors } = useFoundSearch();
  const boxed = colors.filter(({ color }) => color !== null);
  if (boxed.length < 2) return null;
  return (
    <Group gap="md">
      {boxed.map(({ word, color }) => (
        <Group key={word} gap={6} wrap="nowrap">
          <ColorSwatch color={color!} size={14} radius={3} />
          <Text size="sm">{word}</Text>
        </Group>
      ))}
    </Group>
  );
}
