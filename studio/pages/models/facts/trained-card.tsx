import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { type FragmentOf, graphql, readFragment } from "../../../api/graphql";
import { FactList } from "../../../parts/fact-list";
import { countText, figurePercent, figureText } from "../../../parts/number-text";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";

export const TrainedModel = graphql(`
  fragment TrainedModel on ModelTraining {
    set
    seed
    recipe { name batch epochs learningRate validationShare }
    report { images labels validatedImages bestEpoch bestF1At5 }
  }
`);

const Trainings = graphql(`
  query TrainingsOfModels {
    trainings(first: 100) { edges { node { id modelVersion { id } } } }
  }
`);

/** How a model was trained here. */
export function TrainedCard(props: { id: string; training: FragmentOf<typeof TrainedModel> }) {
  const { set, seed, recipe, report } = readFragment(TrainedModel, props.training);
  const [{ data }] = useQuery({ query: Trainings });
  const own = data?.trainings.edges.find(({ node }) => node.modelVersion?.id === props.id)?.node;
  return (
    <TitledCard title={t("model.trained")}>
      <FactList
        facts={[
          [t("training.set"), set],
          [
            t("training.learned"),
            t("training.learnedOf", { images: countText(report.images), labels: countText(report.labels) }),
          ],
          [
            t("training.best"),
            t("training.bestOf", { f1: figurePercent(report.bestF1At5), epoch: report.bestEpoch }),
          ],
          [t("training.recipe"), t(`training.recipes.${recipe.name}`)],
          [t("training.epochs"), countText(recipe.epochs)],
          [t("training.batch"), countText(recipe.batch)],
          [t("training.learningRate"), figureText(recipe.learningRate)],
          [t("training.seed"), String(seed)],
          [
            t("training.curves"),
            own ? (
              <Anchor
                key="curves"
                size="sm"
                renderRoot={(anchor) => <Link {...anchor} to="/trainings/$id" params={{ id: own.id }} />}
              >
                {t("training.show")}
              </Anchor>
            ) : null,
          ],
        ]}
      />
    </TitledCard>
  );
}
