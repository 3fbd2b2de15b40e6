import { ColorSwatch, Group, Text, useComputedColorScheme } from "@mantine/core";
import { DARK, LIGHT } from "./plot-look";

/** What a color of a plot means. */
export function ColorKey({ of, label }: { of: "first" | "second"; label: string }) {
  const look = useComputedColorScheme("light") === "dark" ? DARK : LIGHT;
  return (
    <Group gap={6} wrap="nowrap">
      <ColorSwatch color={look[of]} size={12} withShadow={false} aria-hidden />
      <Text span size="sm" c="dimmed">
        {label}
      </Text>
    </Group>
  );
}
