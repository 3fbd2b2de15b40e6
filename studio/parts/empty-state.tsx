import { Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Emptiness {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  /** 1 where it is all that a page shows. */
  readonly order?: 1 | 2;
  readonly children?: ReactNode;
}

/** What stands where nothing is yet: what that means, and the next step as `children`. */
export function EmptyState({ icon: Picture, title, text, order = 2, children }: Emptiness) {
  return (
    <Stack align="center" gap="sm" py={64} px="md" ta="center" maw={560} mx="auto">
      <ThemeIcon size={56} radius="xl" variant="light">
        <Picture size={30} stroke={1.5} aria-hidden />
      </ThemeIcon>
      <Title order={order} size="h2">
        {title}
      </Title>
      <Text c="dimmed">{text}</Text>
      {children}
    </Stack>
  );
}
