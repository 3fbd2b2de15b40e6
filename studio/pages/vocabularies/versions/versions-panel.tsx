import { Anchor, Badge, Button, Group, Stack, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { graphql } from "../../../api/graphql";
import { type EveryPage, useEveryPage } from "../../../api/use-every-page";
import { Moment } from "../../../parts/moment";
import { countText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import type { VocabularyLabel } from "../labels/vocabulary-labels";
import { VersionDifferences } from "./version-differences";

const Versions = graphql(`
  query VocabularyVersions($name: String!, $after: String) {
    vocabularies(first: 100, filter: { name: $name }, after: $after) {
      edges { node { id version labelCount createdAt } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** The versions of a name, and what one has that another has not. */
export function VersionsPanel(props: {
  id: string;
  name: string;
  labels: EveryPage<VocabularyLabel>;
  than: string | undefined;
  onThan: (id: string | undefined) => void;
}) {
  const { id, name, labels, than, onThan } = props;
  const { nodes, isComplete, problem } = useEveryPage(Versions, { name }, (data) => data.vocabularies);
  const own = nodes.find((node) => node.id === id);
  const other = nodes.find((node) => node.id === than);
  return (
    <Stack gap="lg">
      <ProblemAlert problem={problem} />
      <Table.ScrollContainer minWidth={420}>
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("vocabulary.versionColumn")}</Table.Th>
              <Table.Th ta="right">{t("vocabulary.labels")}</Table.Th>
              <Table.Th>{t("vocabulary.made")}</Table.Th>
              <Table.Th aria-label={t("vocabulary.compare")} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {nodes.map(({ id: ofRow, version, labelCount, createdAt }) => (
              <Table.Tr key={ofRow}>
                <Table.Td>
                  <Group gap={8} wrap="nowrap">
                    {ofRow === id ? (
                      <Text size="sm" fw={600}>
                        {t("vocabularies.version", { version })}
                      </Text>
                    ) : (
                      <Anchor
                        renderRoot={(anchor) => (
                          <Link
                            {...anchor}
                            to="/vocabularies/$id"
                            params={{ id: ofRow }}
                            search={{ tab: "versions" }}
                          />
                        )}
                      >
                        {t("vocabularies.version", { version })}
                      </Anchor>
                    )}
                    {ofRow === id && (
                      <Badge variant="default" radius="sm" tt="none">
                        {t("vocabulary.shown")}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td ta="right">{countText(labelCount)}</Table.Td>
                <Table.Td>
                  <Moment at={createdAt} />
                </Table.Td>
                <Table.Td ta="right">
                  {ofRow !== id && (
                    <Button
                      size="compact-sm"
                      variant={ofRow === than ? "light" : "default"}
                      aria-pressed={ofRow === than}
                      onClick={() => onThan(ofRow === than ? undefined : ofRow)}
                    >
                      {t("vocabulary.compareWith", { version })}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {isComplete && nodes.length === 1 && <Text c="dimmed">{t("vocabulary.oneVersion")}</Text>}
      {own && other && <VersionDifferences own={own} other={other} labels={labels} />}
    </Stack>
  );
}
