import { Modal, NumberInput, Select, TagsInput, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../api/graphql";
import { problemOf } from "../../api/problem-of";
import { DialogForm } from "../../parts/dialog-form";
import { t } from "../../text/text";
import type { Benchmark } from "./benchmark-query";

const ModelChoices = graphql(`
  query ModelChoices {
    activeModelVersion { id }
    modelVersions(first: 100) { edges { node { id name version } } }
  }
`);

const RunEvaluation = graphql(`
  mutation RunEvaluation($input: RunEvaluationInput!) {
    runEvaluation(input: $input) {
      __typename
      ... on AcceptedEvaluationRun { run { id } }
      ... on Error { message }
    }
  }
`);

const PROTOCOLS = [
  "CUSTOM",
  "NUS_WIDE",
  "NUS_WIDE_AS_PUBLISHED",
  "OPEN_IMAGES",
  "OPEN_IMAGES_AS_PUBLISHED",
] as const;
const RESAMPLES = 200;

/** Asks which model to measure on a set, and how. */
export function RunDialog(props: { set: Benchmark; isOpen: boolean; onClose: () => void }) {
  const { set, isOpen, onClose } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("benchmark.runTitle", { name: set.name })}>
      <RunForm set={set} onClose={onClose} />
    </Modal>
  );
}

function RunForm({ set, onClose }: { set: Benchmark; onClose: () => void }) {
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: ModelChoices });
  const [accepted, run] = useMutation(RunEvaluation);
  const [chosen, setChosen] = useState<string | null>(null);
  const [protocol, setProtocol] = useState<(typeof PROTOCOLS)[number]>(set.protocol);
  const [ks, setKs] = useState<string[]>([]);
  const [resamples, setResamples] = useState<string | number>(RESAMPLES);
  const models = data?.modelVersions.edges.map(({ node }) => node) ?? [];
  const model = chosen ?? data?.activeModelVersion?.id ?? null;
  const submit = async () => {
    const { data } = await run({
      input: {
        ...{ benchmarkSetId: set.id, modelVersionId: model, protocol, resamples: Number(resamples) },
        ...(ks.length > 0 && { ks: ks.map(Number) }),
      },
    });
    if (data?.runEvaluation.__typename === "AcceptedEvaluationRun")
      void navigate({ to: "/evaluations/$id", params: { id: data.runEvaluation.run.id } });
  };
  return (
    <DialogForm
      problem={problemOf(accepted.data?.runEvaluation) ?? accepted.error?.message}
      text={t("benchmark.startRun")}
      isBusy={accepted.fetching}
      isReady={model !== null}
      onCancel={onClose}
      onDo={submit}
    >
      {data && models.length === 0 && <Text size="sm">{t("benchmark.noModel")}</Text>}
      <Select
        label={t("benchmarks.model")}
        required
        searchable
        allowDeselect={false}
        data={models.map(({ id, name, version }) => ({
          ...{ value: id, label: t("evaluation.modelAt", { name, version }) },
        }))}
        value={model}
        onChange={setChosen}
      />
      <Select
        label={t("benchmark.protocol")}
        description={t(`benchmark.protocolMeaning.${protocol}`)}
        allowDeselect={false}
        data={PROTOCOLS.map((value) => ({ value, label: t(`evaluation.protocol.${value}`) }))}
        value={protocol}
        onChange={(value) => setProtocol((value ?? set.protocol) as typeof protocol)}
      />
      <TagsInput
        label={t("benchmark.ks")}
        description={t("benchmark.ksHint")}
        placeholder={ks.length === 0 ? t("benchmark.ksDefault") : undefined}
        value={ks}
        onChange={(values) => setKs(values.filter((value) => /^[1-9]\d{0,3}$/.test(value)))}
      />
      <NumberInput
        label={t("benchmark.resamples")}
        description={t("benchmark.resamplesHint")}
        min={0}
        max={1000}
        step={100}
        allowDecimal={false}
        value={resamples}
        onChange={setResamples}
      />
    </DialogForm>
  );
}
