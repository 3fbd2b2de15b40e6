import { SimpleGrid } from "@mantine/core";
import { figurePercent } from "../../parts/number-text";
import { t } from "../../text/text";
import type { Section } from "./evaluation-query";
import { FigureCard } from "./figure-card";

/** The figures that are read first, each with what it means and how sure it is. */
export function Headline(props: { section: Section; atK: Section["atK"][number] | null }) {
  const { section, atK } = props;
  const { meanAveragePrecision: map, intervals, groups } = section;
  const intervalsAtK = intervals?.atK.find(({ k }) => k === atK?.k);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 6 }} spacing="sm">
      <FigureCard
        name={t("evaluation.map")}
        meaning={t("evaluation.mapMeaning", { count: map.classes })}
        value={map.macro}
        interval={intervals?.macro}
        isFirst
      />
      {groups && (
        <FigureCard
          name={t("evaluation.harmonic")}
          meaning={t("evaluation.harmonicMeaning", {
            ...{ seen: figurePercent(groups.seen.macro), unseen: figurePercent(groups.unseen.macro) },
          })}
          value={groups.harmonicMean.macro}
        />
      )}
      {atK && (
        <>
          <FigureCard
            name={t("evaluation.precision", { k: atK.k })}
            meaning={t("evaluation.precisionMeaning", { count: atK.k })}
            value={atK.pooled.precision}
            interval={intervalsAtK?.precision}
          />
          <FigureCard
            name={t("evaluation.recall", { k: atK.k })}
            meaning={t("evaluation.recallMeaning", { count: atK.k })}
            value={atK.pooled.recall}
            interval={intervalsAtK?.recall}
          />
          <FigureCard
            name={t("evaluation.f1", { k: atK.k })}
            meaning={t("evaluation.f1Meaning")}
            value={atK.pooled.f1}
            interval={intervalsAtK?.f1}
          />
        </>
      )}
      <FigureCard name={t("evaluation.micro")} meaning={t("evaluation.microMeaning")} value={map.micro} />
    </SimpleGrid>
  );
}
