import { Badge, Card, Group, SimpleGrid, Text } from "@mantine/core";
import { chanceText, isSignificant, pointsText } from "../../parts/difference-text";
import { figurePercent } from "../../parts/number-text";
import { t } from "../../text/text";
import type { ComparedSection } from "./comparison-query";

/** The figures of a section in both runs, and whether they differ for more than chance. */
export function ComparedFigures(props: {
  section: ComparedSection;
  names: { readonly first: string; readonly second: string };
}) {
  const { section, names } = props;
  const figures = [
    { name: t("evaluation.map"), found: section.macro },
    ...section.atK.map(({ k, f1 }) => ({ name: t("evaluation.f1", { k }), found: f1 })),
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      {figures.map(({ name, found }) => (
        <Card key={name} withBorder padding="md">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          {found ? (
            <>
              <Group gap={10} align="center">
                <Text fz={28} lh={1.3} fw={650}>
                  {pointsText(found.difference)}
                </Text>
                <Badge variant={isSignificant(found.p) ? "filled" : "default"} tt="none">
                  {t(isSignificant(found.p) ? "comparison.significant" : "comparison.notSignificant")}
                </Badge>
              </Group>
              <Text size="sm" mt={4}>
                {t("comparison.fromTo", {
                  ...{ first: figurePercent(found.first), second: figurePercent(found.second) },
                })}
              </Text>
              <Text size="xs" c="dimmed" mt={4}>
                {t("comparison.chance", {
                  chance: chanceText(found.p),
                  second: names.second,
                  first: names.first,
                })}
              </Text>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {t("comparison.none")}
            </Text>
          )}
        </Card>
      ))}
    </SimpleGrid>
  );
}
