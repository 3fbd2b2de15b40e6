import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconChartLine } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { problemOf } from "../../api/problem-of";
import { EmptyState } from "../../parts/empty-state";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { HowToLearn } from "./new/how-to-learn";
import { TrainingChoices, TrainModel } from "./new/training-choices";
import { inputOf, type TrainingOptions, USUAL_OPTIONS } from "./new/training-options";
import { WhatToLearn } from "./new/what-to-learn";

const route = getRouteApi("/trainings/new");

/** Where a training begins. */
export function NewTrainingPage() {
  const { set = null } = route.useSearch();
  const navigate = useNavigate();
  const [{ data, error }] = useQuery({ query: TrainingChoices, requestPolicy: "cache-and-network" });
  const [given, setGiven] = useState<TrainingOptions>({ ...USUAL_OPTIONS, setId: set });
  const [training, train] = useMutation(TrainModel);
  const change = (changed: Partial<TrainingOptions>) => setGiven((before) => ({ ...before, ...changed }));
  const backbones = data?.backbones.edges ?? [];
  const options = {
    ...given,
    backboneId: given.backboneId ?? (backbones.length === 1 ? backbones[0]!.node.id : null),
  };
  const input = inputOf(options);
  const start = async () => {
    if (!input) return;
    const answer = (await train({ input })).data?.trainModel;
    if (answer?.__typename === "AcceptedTraining")
      void navigate({ to: "/trainings/$id", params: { id: answer.training.id } });
  };
  const header = (
    <PageHeader
      title={t("newTraining.title")}
      subtitle={t("newTraining.subtitle")}
      actions={input && <QueryLink document={TrainModel} variables={{ input }} />}
    />
  );
  if (error) return <ProblemAlert problem={errorText(error)} />;
  if (!data)
    return (
      <>
        {header}
        <Skeleton height={420} radius="md" />
      </>
    );
  if (data.benchmarkSets.edges.length === 0) {
    return (
      <>
        {header}
        <EmptyState icon={IconChartLine} title={t("newTraining.noSetTitle")} text={t("newTraining.noSet")}>
          <Button renderRoot={(button) => <Link {...button} to="/benchmarks" />}>
            {t("newTraining.toBenchmarks")}
          </Button>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {header}
      <Stack gap="md" maw={960}>
        <WhatToLearn options={options} choices={data} onChange={change} />
        <HowToLearn options={options} onChange={change} />
        <ProblemAlert problem={problemOf(training.data?.trainModel) ?? training.error?.message} />
        <Group gap="md">
          <Button onClick={() => void start()} disabled={!input} loading={training.fetching}>
            {t("newTraining.start")}
          </Button>
          {!input && (
            <Text size="sm" c="dimmed" role="status">
              {t("newTraining.missing")}
            </Text>
          )}
        </Group>
      </Stack>
    </>
  );
}
