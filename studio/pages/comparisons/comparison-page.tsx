import { Anchor, Card, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { EmptyState } from "../../parts/empty-state";
import { Moment } from "../../parts/moment";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { WorkProgress } from "../../parts/work-progress";
import { t } from "../../text/text";
import { ComparedFigures } from "./compared-figures";
import { ComparedLabels } from "./compared-labels";
import { ComparisonQuery } from "./comparison-query";
import type { ComparisonView } from "./comparison-view";

const route = getRouteApi("/comparisons/$id");

/** Two runs over the same images: which is better, where, and how sure that is. */
export function ComparisonPage() {
  const { id } = route.useParams();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const show = (change: Partial<ComparisonView>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const [{ data, error, fetching }] = useQuery({ query: ComparisonQuery, variables: { id } });
  const comparison = data?.node?.__typename === "EvaluationComparison" ? data.node : null;
  if (!comparison) {
    if (fetching || !(data || error)) return <Skeleton height={320} />;
    const problem = errorText(error);
    return (
      <>
        <PageHeader title={t("comparison.title")} />
        <ProblemAlert problem={problem} />
        {!problem && (
          <EmptyState icon={IconArrowsDiff} title={t("comparison.goneTitle")} text={t("comparison.gone")} />
        )}
      </>
    );
  }
  const { first, second, sections } = comparison;
  const nameOf = (run: typeof second) =>
    t("evaluation.modelAt", {
      name: run?.modelVersion?.name ?? "?",
      version: run?.modelVersion?.version ?? 0,
    });
  const names = { first: nameOf(first), second: nameOf(second) };
  const section =
    sections?.find(({ section }) => section === view.section) ??
    sections?.find(({ section }) => section === "GZSL") ??
    sections?.[0];
  return (
    <>
      <PageHeader
        title={t("comparison.of", names)}
        subtitle={
          <>
            {t("comparison.on", { set: first?.benchmarkSet?.name ?? "?" })} ·{" "}
            {first && (
              <Anchor
                underline="always"
                renderRoot={(root) => <Link {...root} to="/evaluations/$id" params={{ id: first.id }} />}
              >
                {t("comparison.firstRun")}
              </Anchor>
            )}{" "}
            ·{" "}
            {second && (
              <Anchor
                underline="always"
                renderRoot={(root) => <Link {...root} to="/evaluations/$id" params={{ id: second.id }} />}
              >
                {t("comparison.secondRun")}
              </Anchor>
            )}{" "}
            · <Moment at={comparison.createdAt} />
          </>
        }
        actions={<QueryLink document={ComparisonQuery} variables={{ id }} />}
      />
      <ProblemAlert problem={errorText(error)} />
      {!section ? (
        <Card withBorder padding="lg" maw={720}>
          <WorkProgress work={comparison} />
        </Card>
      ) : (
        <Stack gap="lg">
          {sections && sections.length > 1 && (
            <SegmentedControl
              aria-label={t("evaluation.sectionLabel")}
              style={{ alignSelf: "flex-start" }}
              value={section.section}
              onChange={(value) => show({ section: value as typeof section.section })}
              data={sections.map(({ section }) => ({
                value: section,
                label: t(`evaluation.section.${section}`),
              }))}
            />
          )}
          <ComparedFigures section={section} names={names} />
          <ComparedLabels id={id} section={section.section} names={names} view={view} show={show} />
        </Stack>
      )}
    </>
  );
}
