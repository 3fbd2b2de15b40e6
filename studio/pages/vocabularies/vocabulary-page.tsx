import { Skeleton, Tabs } from "@mantine/core";
import { IconLetterCase } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { graphql } from "../../api/graphql";
import { useEveryPage } from "../../api/use-every-page";
import { EmptyState } from "../../parts/empty-state";
import { ProblemAlert } from "../../parts/problem-alert";
import { t } from "../../text/text";
import { LabelsPanel } from "./labels/labels-panel";
import { VocabularyLabels } from "./labels/vocabulary-labels";
import { UsePanel } from "./use/use-panel";
import { VersionsPanel } from "./versions/versions-panel";
import { VocabularyFacts, VocabularyHead } from "./vocabulary-head";
import type { VocabularySearch } from "./vocabulary-search";

const Vocabulary = graphql(
  `
  query VocabularyPage($id: ID!) {
    vocabulary(id: $id) {
      id
      name
      ...VocabularyFacts
    }
  }
`,
  [VocabularyFacts],
);

const route = getRouteApi("/vocabularies/$id");

/** A vocabulary: its labels, its other versions, and what it is good for. */
export function VocabularyPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error, fetching }] = useQuery({ query: Vocabulary, variables: { id } });
  const labels = useEveryPage(
    VocabularyLabels,
    { id, spaceId: search.space },
    (answer) => answer.vocabulary?.labels,
  );
  const vocabulary = data?.vocabulary;
  if (!vocabulary) {
    if (fetching) return <Skeleton height={320} radius="md" />;
    if (error) return <ProblemAlert problem={errorText(error)} />;
    return <EmptyState icon={IconLetterCase} title={t("vocabulary.goneTitle")} text={t("vocabulary.gone")} />;
  }
  const change = (changed: VocabularySearch) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  return (
    <>
      <VocabularyHead vocabulary={vocabulary} />
      <Tabs
        value={search.tab ?? "labels"}
        onChange={(tab) => change({ tab: tab === "versions" || tab === "use" ? tab : undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="labels">{t("vocabulary.labels")}</Tabs.Tab>
          <Tabs.Tab value="versions">{t("vocabulary.versions")}</Tabs.Tab>
          <Tabs.Tab value="use">{t("vocabulary.use")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="labels">
          <LabelsPanel vocabulary={vocabulary} labels={labels} search={search} onSearch={change} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsPanel
            id={id}
            name={vocabulary.name}
            labels={labels}
            than={search.than}
            onThan={(than) => change({ than })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="use">
          <UsePanel id={id} name={vocabulary.name} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
