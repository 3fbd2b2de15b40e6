import { Group, Select, Skeleton } from "@mantine/core";
import { t } from "../../../../text/text";
import type { ChosenModel } from "../../query/model-choice";
import { canCut, USUAL_LEAST, wordsOf } from "../../search-variables";
import { ORDERS, type SearchOrder } from "../../search-view";
import { useSearchView } from "../../use-search-view";
import type { Found, Proof } from "../use-proof";
import { FoundCount } from "./found-count";
import { FoundMenu } from "./found-menu";
import { LeastProbability } from "./least-probability";
import { LeftOut } from "./left-out";

/** How many were found and how sure that is, the cut-off, the order, and what can be done with all of them. */
export function FoundBar(props: {
  found: Found | undefined;
  /** The cut-off of what was found, in percent; 0 for none. */
  foundLeast: number;
  proof: Proof | null;
  model: ChosenModel;
  onMove: (probability: number) => void;
}) {
  const { found, foundLeast, proof, model, onMove } = props;
  const { view, change } = useSearchView();
  const isCut = canCut(view, model.givesProbabilities);
  const least = view.least ?? USUAL_LEAST;
  return (
    <Group justify="space-between" gap="md">
      {found ? (
        <Group gap="sm">
          <FoundCount found={found} proof={proof} least={foundLeast} />
          {wordsOf(view).map((label) => (
            <LeftOut key={label} label={label} />
          ))}
        </Group>
      ) : (
        <Skeleton height={24} width={220} />
      )}
      <Group gap="md">
        {isCut && (
          <LeastProbability
            value={least}
            onMove={(percent) => onMove(percent / 100)}
            onChange={(percent) =>
              change({ least: percent === USUAL_LEAST ? undefined : percent }, { isStep: false })
            }
          />
        )}
        {isCut && least > 0 && (
          <Select
            w={150}
            aria-label={t("search.order.label")}
            allowDeselect={false}
            value={view.order ?? "best"}
            data={["best", ...ORDERS].map((value) => ({
              value,
              label: t(`search.order.${value as SearchOrder | "best"}`),
            }))}
            onChange={(order) => change({ order: order === "best" ? undefined : (order as SearchOrder) })}
          />
        )}
        {found && <FoundMenu found={found} least={foundLeast} />}
      </Group>
    </Group>
  );
}
