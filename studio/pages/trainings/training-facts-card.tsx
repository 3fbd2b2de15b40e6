import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FragmentOf, graphql, readFragment } from "../../api/graphql";
import { FactList } from "../../parts/fact-list";
import { countText, figureText } from "../../parts/number-text";
import { percentText } from "../../parts/score";
import { TitledCard } from "../../parts/titled-card";
import { t } from "../../text/text";

export const TrainingFacts = graphql(`
  fragment TrainingFacts on Training {
    seed
    head
    heads
    channelDim
    threads
    host
    recipe { name batch epochs learningRate validationShare }
    benchmarkSet { id name imageCount }
    backbone { id name }
    space { id name }
    report { images labels validatedImages }
  }
`);

/** What a training learns, of what, and how. */
export function TrainingFactsCard(props: { training: FragmentOf<typeof TrainingFacts> }) {
  const training = readFragment(TrainingFacts, props.training);
  const { benchmarkSet, space, recipe, head, heads, channelDim, threads, host, seed, report } = training;
  return (
    <TitledCard title={t("training.facts")}>
      <FactList
        facts={[
          [
            t("training.set"),
            benchmarkSet ? (
              <Anchor
                key="set"
                size="sm"
                renderRoot={(anchor) => (
                  <Link {...anchor} to="/benchmarks/$id" params={{ id: benchmarkSet.id }} />
                )}
              >
                {benchmarkSet.name}
              </Anchor>
            ) : (
              t("training.gone")
            ),
          ],
          [
            t("training.learned"),
            report &&
              t("training.learnedOf", { images: countText(report.images), labels: countText(report.labels) }),
          ],
          [t("training.backbone"), training.backbone?.name ?? null],
          [t("training.space"), space?.name],
          [
            t("training.head"),
            head === "BIAM"
              ? t("training.headOf", { heads, channels: channelDim })
              : t("training.heads.LINEAR"),
          ],
          [t("training.recipe"), t(`training.recipes.${recipe.name}`)],
          [t("training.epochs"), countText(recipe.epochs)],
          [t("training.batch"), countText(recipe.batch)],
          [t("training.learningRate"), figureText(recipe.learningRate)],
          [t("training.validationShare"), percentText(recipe.validationShare)],
          [t("training.seed"), String(seed)],
          [t("training.threads"), threads === null ? null : countText(threads)],
          [t("training.host"), host],
        ]}
      />
    </TitledCard>
  );
}
