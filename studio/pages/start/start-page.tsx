import { Grid, SimpleGrid, Stack, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChartBar, IconClipboardCheck, IconCpu, IconLetterCase, IconPhoto } from "@tabler/icons-react";
import { useEffect } from "react";
import { useQuery } from "urql";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { DropArea } from "../../parts/upload/drop-area";
import { useUploads } from "../../parts/upload/use-uploads";
import { t } from "../../text/text";
import { AddPhotos } from "./add-photos";
import { CountCard } from "./count-card";
import { FirstSteps, type Step } from "./first-steps";
import { LatestImages } from "./latest-images";
import { PhotoModel } from "./photo-model";
import { StartOverview } from "./start-overview";
import { UnderWay } from "./under-way";

const UPLOADS_SETTLE_MS = 600;

/** What is here, what is missing, and the first steps. */
export function StartPage() {
  const [{ data, error }, ask] = useQuery({ query: StartOverview });
  const { stored } = useUploads();
  const [settled] = useDebouncedValue(stored, UPLOADS_SETTLE_MS);
  useEffect(() => {
    if (settled > 0) ask({ requestPolicy: "network-only" });
  }, [settled, ask]);
  const models = data?.catalogue.entries.filter(({ kind }) => kind === "MODEL") ?? [];
  const active = data?.activeModelVersion;
  const setImages = data?.setImages.totalCount ?? 0;
  const otherWork = data?.underWay.edges.map(({ node }) => node).filter(({ kind }) => kind !== "SETUP") ?? [];
  const done: Step[] = [];
  if (models.some(({ modelVersion }) => modelVersion !== null)) done.push("Model");
  if (data && data.ownImages.totalCount > 0) done.push("Photos");
  if (data && data.predictionBatches.totalCount > 0) done.push("Label");
  if (data && data.evaluationRuns.totalCount > 0) done.push("Measure");
  return (
    <DropArea>
      <PageHeader
        title={t("start.title")}
        subtitle={
          data
            ? t("start.running", {
                version: data.runtime.version,
                provider: data.runtime.executionProvider.inUse,
              })
            : " "
        }
        actions={<QueryLink document={StartOverview} variables={{}} />}
      />
      <Stack gap="lg">
        <ProblemAlert problem={error?.message} />
        {data && <PhotoModel isMissing={data.catalogue.hint !== null} models={models} />}
        <section aria-labelledby="what-is-here">
          <Title order={2} id="what-is-here" mb="sm">
            {t("start.here")}
          </Title>
          <SimpleGrid cols={{ base: 2, md: 3, lg: 5 }} spacing="sm">
            <CountCard
              icon={IconPhoto}
              to="/library"
              name={t("start.images")}
              count={data?.ownImages.totalCount}
              detail={setImages > 0 ? t("start.imagesOfSets", { count: setImages }) : undefined}
            />
            <CountCard
              icon={IconLetterCase}
              to="/vocabularies"
              name={t("start.vocabularies")}
              count={data?.vocabularies.totalCount}
            />
            <CountCard
              icon={IconCpu}
              to="/models"
              name={t("start.models")}
              count={data?.modelVersions.totalCount}
              detail={data && (active ? t("start.activeModel", { name: active.name }) : t("start.noModel"))}
            />
            <CountCard
              icon={IconChartBar}
              to="/benchmarks"
              name={t("start.benchmarkSets")}
              count={data?.benchmarkSets.totalCount}
            />
            <CountCard
              icon={IconClipboardCheck}
              to="/benchmarks"
              name={t("start.evaluations")}
              count={data?.evaluationRuns.totalCount}
            />
          </SimpleGrid>
        </section>
        <UnderWay work={otherWork} />
        <Grid>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <AddPhotos />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <FirstSteps done={done} />
          </Grid.Col>
        </Grid>
        <LatestImages images={data?.latestImages.edges.map(({ node }) => node) ?? []} />
      </Stack>
    </DropArea>
  );
}
