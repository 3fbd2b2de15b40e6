import { Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** What stands where nothing is yet: what that means, and the next step as `children`. */
export function EmptyState(props: { icon: Icon; title: string; text: string; children?: ReactNode }) {
  const { icon: Picture, title, text, children } = props;
  return (
    <Stack align="center" gap="sm" py={64} px="md" ta="center" maw={560} mx="auto">
      <ThemeIcon size={56} radius="xl" variant="light">
        <Picture size={30} stroke={1.5} aria-hidden />
      </ThemeIcon>
      <Title order={2}>{title}</Title>
      <Text c="dimmed">{text}</Text>
      {children}
    </Stack>
  );
}
