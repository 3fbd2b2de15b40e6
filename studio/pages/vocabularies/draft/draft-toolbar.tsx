import { Button, Group, Menu, SegmentedControl, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { t } from "../../../text/text";
import type { DraftLabel, Training } from "./draft-label";
import type { Draft } from "./use-draft";

/** What can be done with all labels of a draft at once. */
export function DraftToolbar(props: {
  draft: Draft;
  broken: readonly DraftLabel[];
  repeated: readonly DraftLabel[];
  only: "all" | "broken";
  onOnly: (only: "all" | "broken") => void;
}) {
  const { draft, broken, repeated, only, onOnly } = props;
  const remove = (labels: readonly DraftLabel[]) => draft.remove(new Set(labels.map(({ key }) => key)));
  const markAll = (training: Training) => draft.changeAll((label) => ({ ...label, training }));
  return (
    <Group justify="space-between" gap="sm" mt="lg" mb={4}>
      {broken.length > 0 || only === "broken" ? (
        <SegmentedControl
          aria-label={t("newVocabulary.which")}
          value={only}
          onChange={(value) => onOnly(value as "all" | "broken")}
          data={[
            { value: "all", label: t("newVocabulary.all", { count: draft.labels.length }) },
            { value: "broken", label: t("newVocabulary.broken", { count: broken.length }) },
          ]}
        />
      ) : (
        <Text fw={600}>{t("vocabularies.labels", { count: draft.labels.length })}</Text>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t("newVocabulary.allLabels")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("newVocabulary.markAll")}</Menu.Label>
          {(["SEEN", "UNSEEN", "UNKNOWN"] as const).map((training) => (
            <Menu.Item key={training} onClick={() => markAll(training)}>
              {t(`vocabulary.training.${training}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={repeated.length === 0} onClick={() => remove(repeated)}>
            {t("newVocabulary.removeRepeated", { count: repeated.length })}
          </Menu.Item>
          <Menu.Item disabled={broken.length === 0} onClick={() => remove(broken)}>
            {t("newVocabulary.removeBroken", { count: broken.length })}
          </Menu.Item>
          <Menu.Item
            onClick={() => draft.changeAll((label) => ({ ...label, label: label.label.toLocaleLowerCase() }))}
          >
            {t("newVocabulary.lowerCase")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => remove(draft.labels)}>
            {t("newVocabulary.removeAll")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
