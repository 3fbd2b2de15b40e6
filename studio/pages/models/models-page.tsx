import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { ModelList } from "./list/model-list";
import { ModelsPanel } from "./list/models-panel";
import { ModelParts, PartsPanel } from "./list/parts-panel";
import { TrainingList, TrainingsPanel } from "./list/trainings-panel";

const QUERIES = { models: ModelList, trainings: TrainingList, parts: ModelParts } as const;
const route = getRouteApi("/models");

/** The models, how they are being trained, and what they are made of. */
export function ModelsPage() {
  const { tab = "models", q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title={t("models.title")}
        subtitle={t("models.subtitle")}
        actions={
          <>
            <QueryLink document={QUERIES[tab]} variables={{}} />
            <Button
              renderRoot={(button) => <Link {...button} to="/trainings/new" />}
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t("models.train")}
            </Button>
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(chosen) =>
          void navigate({
            search: { tab: chosen === "trainings" || chosen === "parts" ? chosen : undefined },
            replace: true,
          })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="models">{t("models.title")}</Tabs.Tab>
          <Tabs.Tab value="trainings">{t("models.trainings")}</Tabs.Tab>
          <Tabs.Tab value="parts">{t("models.parts")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="models">
          <ModelsPanel
            q={q}
            onFind={(text) =>
              void navigate({ search: (search) => ({ ...search, q: text || undefined }), replace: true })
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="trainings">
          <TrainingsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="parts">
          <PartsPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
