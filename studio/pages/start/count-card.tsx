import { Card, Group, Skeleton, Text, ThemeIcon } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { countText } from "../../parts/number-text";

/** How many of something are here, and the way to them. `count` is undefined until it is known. */
export function CountCard(props: {
  icon: Icon;
  to: LinkProps["to"];
  name: string;
  count: number | undefined;
  detail?: string | undefined;
}) {
  const { icon: Picture, to, name, count, detail } = props;
  return (
    <Card withBorder component={Link} to={to} padding="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ThemeIcon size={36} variant="light" mt={2}>
          <Picture size={20} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <div>
          <Text size="sm" c="dimmed">
            {name}
          </Text>
          <Text fw={650} fz={22} lh="28px" component="div">
            {count === undefined ? <Skeleton h={20} my={4} w={48} /> : countText(count)}
          </Text>
          <Text size="sm" c="dimmed" mih={22}>
            {detail}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
