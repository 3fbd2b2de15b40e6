import { Anchor, Skeleton, Stack, Tabs } from "@mantine/core";
import { IconClipboardOff } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { EmptyState } from "../../parts/empty-state";
import { Moment } from "../../parts/moment";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { t } from "../../text/text";
import { BenchmarkActions } from "./benchmark-actions";
import { BenchmarkQuery } from "./benchmark-query";
import { SetItems } from "./items/set-items";
import { Remarks } from "./remarks";
import { Runs } from "./runs/runs";

const route = getRouteApi("/benchmarks/$id");

/** One set: what models scored on it, its images, and a new run. */
export function BenchmarkPage() {
  const { id } = route.useParams();
  const { tab = "runs" } = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error, fetching }] = useQuery({ query: BenchmarkQuery, variables: { id } });
  const set = data?.benchmarkSet;
  if (!set) {
    if (fetching || !(data || error))
      return (
        <Stack gap="lg">
          <Skeleton height={58} maw={420} />
          <Skeleton height={320} />
        </Stack>
      );
    const problem = errorText(error);
    return (
      <>
        <PageHeader title={t("benchmark.title")} />
        <ProblemAlert problem={problem} />
        {!problem && (
          <EmptyState icon={IconClipboardOff} title={t("benchmark.goneTitle")} text={t("benchmark.gone")} />
        )}
      </>
    );
  }
  const { vocabulary } = set;
  return (
    <>
      <PageHeader
        title={set.name}
        subtitle={
          <>
            {t("benchmarks.images", { count: set.imageCount })} ·{" "}
            {vocabulary && (
              <Anchor
                underline="always"
                renderRoot={(root) => (
                  <Link {...root} to="/vocabularies/$id" params={{ id: vocabulary.id }} />
                )}
              >
                {t("benchmarks.labels", { count: vocabulary.labelCount })}
              </Anchor>
            )}{" "}
            · {t(`benchmarks.format.${set.format}`)} · {t(`benchmark.unlisted.${set.unlisted}`)} ·{" "}
            <Moment at={set.createdAt} />
          </>
        }
        actions={<BenchmarkActions set={set} />}
      />
      <Stack gap="md">
        <ProblemAlert problem={errorText(error)} />
        <Remarks remarks={set.remarks} />
        <Tabs
          value={tab}
          onChange={(value) =>
            void navigate({ search: { tab: value === "images" ? "images" : undefined }, replace: true })
          }
          keepMounted={false}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="runs">{t("benchmarks.runs")}</Tabs.Tab>
            <Tabs.Tab value="images">{t("benchmark.images")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="runs">
            <Runs filter={{ benchmarkSetId: id }} withoutSet />
          </Tabs.Panel>
          <Tabs.Panel value="images">
            <SetItems setId={id} vocabularyId={vocabulary?.id ?? null} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  );
}
