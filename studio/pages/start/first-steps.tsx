import { Anchor, Card, Group, Stack, Text, ThemeIcon, Title, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { t } from "../../text/text";

const STEPS = [
  { step: "Model", to: "/models" },
  { step: "Photos", to: "/library" },
  { step: "Search", to: "/search" },
  { step: "Label", to: "/vocabularies" },
  { step: "Measure", to: "/benchmarks" },
] as const;

export type Step = (typeof STEPS)[number]["step"];

/** The way of a first visit, and how far one has come. */
export function FirstSteps({ done }: { done: readonly Step[] }) {
  return (
    <Card withBorder component="section" aria-labelledby="first-steps">
      <Title order={2} id="first-steps" mb="md">
        {t("start.stepsTitle")}
      </Title>
      <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
        {STEPS.map(({ step, to }, index) => (
          <Group key={step} component="li" gap="sm" wrap="nowrap" align="flex-start">
            <ThemeIcon
              size={26}
              radius="xl"
              variant={done.includes(step) ? "filled" : "light"}
              fz="sm"
              mt={2}
            >
              {done.includes(step) ? <IconCheck size={16} aria-hidden /> : index + 1}
            </ThemeIcon>
            <div>
              <Anchor component={Link} to={to} fw={600} size="sm">
                {t(`start.step${step}`)}
              </Anchor>
              {done.includes(step) && <VisuallyHidden>{`: ${t("start.stepDone")}`}</VisuallyHidden>}
              <Text size="sm" c="dimmed">
                {t(`start.step${step}Text`)}
              </Text>
            </div>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
