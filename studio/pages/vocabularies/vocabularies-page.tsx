import { Button, Group, SegmentedControl, SimpleGrid, Skeleton } from "@mantine/core";
import { IconLetterCase, IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useEveryPage } from "../../api/use-every-page";
import { EmptyState } from "../../parts/empty-state";
import { FindField } from "../../parts/find-field";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { VocabularyCard } from "./list/vocabulary-card";
import { newestOfEach, VocabularyList } from "./list/vocabulary-list";

const route = getRouteApi("/vocabularies");
const ORDERS = {
  newest: { by: "ADDED", direction: "DESC" },
  name: { by: "NAME", direction: "ASC" },
} as const;
const SKELETONS = ["a", "b", "c", "d", "e", "f"];

/** Every vocabulary by its newest version. */
export function VocabulariesPage() {
  const { q = "", by = "newest" } = route.useSearch();
  const navigate = route.useNavigate();
  const variables = {
    filter: q === "" ? null : { nameContains: q },
    orderBy: ORDERS[by],
  };
  const { nodes, isComplete, problem } = useEveryPage(VocabularyList, variables, (data) => data.vocabularies);
  const shown = useMemo(() => newestOfEach(nodes), [nodes]);
  const find = (text: string) =>
    void navigate({ search: (search) => ({ ...search, q: text || undefined }), replace: true });
  const make = (
    <Button component={Link} to="/vocabularies/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t("vocabularies.make")}
    </Button>
  );
  const isEmpty = isComplete && shown.length === 0 && problem === null;
  return (
    <>
      <PageHeader
        title={t("vocabularies.title")}
        subtitle={t("vocabularies.subtitle")}
        actions={
          <>
            <QueryLink document={VocabularyList} variables={variables} />
            {make}
          </>
        }
      />
      {!(isEmpty && q === "") && (
        <Group mb="md" gap="sm">
          <FindField value={q} label={t("vocabularies.find")} onFind={find} flex={1} maw={360} miw={200} />
          <SegmentedControl
            aria-label={t("vocabularies.order")}
            value={by}
            onChange={(value) =>
              void navigate({
                search: (search) => ({ ...search, by: value === "name" ? "name" : undefined }),
                replace: true,
              })
            }
            data={[
              { value: "newest", label: t("vocabularies.newest") },
              { value: "name", label: t("vocabularies.byName") },
            ]}
          />
        </Group>
      )}
      <ProblemAlert problem={problem} />
      {isEmpty && (
        <EmptyState
          icon={IconLetterCase}
          title={t(q === "" ? "vocabularies.emptyTitle" : "vocabularies.noneTitle")}
          text={q === "" ? t("vocabularies.empty") : t("vocabularies.none", { name: q })}
        >
          {make}
        </EmptyState>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3, xl: 4 }} spacing="md">
        {shown.map(({ newest, versions }) => (
          <VocabularyCard key={newest.id} vocabulary={newest} versions={versions} />
        ))}
        {!isComplete &&
          shown.length === 0 &&
          SKELETONS.map((key) => <Skeleton key={key} height={148} radius="md" />)}
      </SimpleGrid>
    </>
  );
}
