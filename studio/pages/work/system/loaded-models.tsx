import { Card, Text } from "@mantine/core";
import { t } from "../../../text/text";
import { LoadedModelCard } from "./loaded-model-card";
import { Section } from "./section";
import type { LoadedModel } from "./use-runtime";

/** The models that are open, with the measurements that their batches follow. */
export function LoadedModels({ models }: { models: readonly LoadedModel[] }) {
  return (
    <Section title={t("work.models.title")} about={t("work.models.about")}>
      {models.length === 0 && (
        <Card withBorder>
          <Text c="dimmed">{t("work.models.none")}</Text>
        </Card>
      )}
      {models.map((model) => (
        <LoadedModelCard key={model.modelVersionId} model={model} />
      ))}
    </Section>
  );
}
