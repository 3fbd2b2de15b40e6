import { Skeleton, Stack } from "@mantine/core";
import { IconClipboardOff } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { EmptyState } from "../../parts/empty-state";
import { Moment } from "../../parts/moment";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { t } from "../../text/text";
import { EvaluationActions } from "./evaluation-actions";
import { EvaluationQuery } from "./evaluation-query";
import { ReportView } from "./report-view";
import { RunUnderWay } from "./run-under-way";

const route = getRouteApi("/evaluations/$id");

/** What a run has measured, as one reads it; or how far it is. */
export function EvaluationPage() {
  const { id } = route.useParams();
  const [{ data, error, fetching }] = useQuery({ query: EvaluationQuery, variables: { id } });
  const run = data?.evaluationRun;
  if (!run) {
    if (fetching || !(data || error)) return <EvaluationSkeleton />;
    const problem = errorText(error);
    return (
      <>
        <PageHeader title={t("evaluation.title")} />
        <ProblemAlert problem={problem} />
        {!problem && (
          <EmptyState icon={IconClipboardOff} title={t("evaluation.goneTitle")} text={t("evaluation.gone")} />
        )}
      </>
    );
  }
  const { benchmarkSet, modelVersion, report } = run;
  const title = t("evaluation.of", { model: modelVersion?.name ?? "?", set: benchmarkSet?.name ?? "?" });
  return (
    <>
      <PageHeader
        title={title}
        subtitle={
          <>
            {t("evaluation.version", { version: modelVersion?.version ?? 0 })} ·{" "}
            {t(`evaluation.protocol.${run.protocol}`)} ·{" "}
            {t("evaluation.images", { count: report?.images ?? benchmarkSet?.imageCount ?? 0 })} ·{" "}
            <Moment at={run.finishedAt ?? run.createdAt} />
          </>
        }
        actions={<EvaluationActions run={run} />}
      />
      <ProblemAlert problem={errorText(error)} />
      {report ? <ReportView run={run} report={report} /> : <RunUnderWay run={run} />}
    </>
  );
}

function EvaluationSkeleton() {
  return (
    <Stack gap="lg">
      <Skeleton height={58} maw={520} />
      <Skeleton height={112} />
      <Skeleton height={360} />
    </Stack>
  );
}
