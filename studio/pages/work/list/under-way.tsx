import { Box, Card, Group, SimpleGrid, Skeleton, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconCoffee } from "@tabler/icons-react";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql, readFragment } from "../../../api/graphql";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { WorkCard } from "./work-card";
import { WorkEntry } from "./work-entry";

export const UnderWayWork = graphql(
  `
  query UnderWayWork {
    work(first: 50, filter: { state: [QUEUED, RUNNING] }) {
      edges { node { ...WorkEntry } }
    }
  }
`,
  [WorkEntry],
);

/** All work that has not ended, live. */
export function UnderWay() {
  const [{ data, error }] = useQuery({ query: UnderWayWork });
  const entries = (data?.work.edges ?? []).map(({ node }) => readFragment(WorkEntry, node));
  // The cache knows of what has ended before the list is read again.
  const underWay = entries.filter(({ state }) => state === "QUEUED" || state === "RUNNING");
  return (
    <Stack component="section" gap="sm" mb="xl" aria-labelledby="under-way">
      <Title order={2} id="under-way">
        {t("work.underWay")}
      </Title>
      <ProblemAlert problem={errorText(error)} />
      {!data && !error && <Skeleton height={126} radius="md" />}
      {data && underWay.length === 0 && (
        <Card withBorder>
          <Group wrap="nowrap" gap="md">
            <ThemeIcon size="lg" variant="light" radius="xl" aria-hidden>
              <IconCoffee size={20} stroke={1.5} />
            </ThemeIcon>
            <Box>
              <Text fw={600}>{t("work.idleTitle")}</Text>
              <Text size="sm" c="dimmed">
                {t("work.idle")}
              </Text>
            </Box>
          </Group>
        </Card>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        {underWay.map((work) => (
          <WorkCard key={work.id} work={work} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
