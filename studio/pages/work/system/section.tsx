import { Box, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

/** A part of the system under its heading, with a sentence that says what one sees. */
export function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const id = useId();
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <Box>
        <Title order={2} id={id}>
          {title}
        </Title>
        <Text c="dimmed" size="sm" maw={860}>
          {about}
        </Text>
      </Box>
      {children}
    </Stack>
  );
}
