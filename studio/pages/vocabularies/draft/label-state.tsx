import { Button, Group, Loader, Menu, Text, Tooltip } from "@mantine/core";
import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../../../text/text";
import { originText } from "../labels/origin-text";
import type { DraftLabel } from "./draft-label";
import type { LabelChecks } from "./use-label-checks";

/** How a label would get its vector; or what is wrong, with words to mend it by. */
export function LabelState(props: {
  label: DraftLabel;
  checks: LabelChecks;
  onChange: (words: Partial<DraftLabel>) => void;
}) {
  const { label, checks, onChange } = props;
  const [isSearching, setSearching] = useState(false);
  const check = checks.of(label);
  if (!check) {
    if (checks.problem !== null) return null;
    return (
      <Text size="sm" c="dimmed">
        {t("newVocabulary.checking")}
      </Text>
    );
  }
  if (!check.problem) {
    const { words } = check;
    const how = originText(check.origin ?? "GIVEN", words);
    return (
      <Tooltip label={words.join(" · ")} disabled={words.length < 2} multiline maw={420}>
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconCheck
            size={16}
            color="var(--mantine-color-teal-text)"
            style={{ flexShrink: 0, marginTop: 2 }}
            aria-hidden
          />
          <Text size="sm" c="dimmed" lineClamp={2}>
            {how}
          </Text>
        </Group>
      </Tooltip>
    );
  }
  const { reason, nearest } = check.problem;
  const search = async () => {
    setSearching(true);
    await checks.search(label);
    setSearching(false);
  };
  return (
    <div>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <IconAlertCircle
          size={16}
          color="var(--mantine-color-error)"
          style={{ flexShrink: 0, marginTop: 2 }}
          aria-hidden
        />
        <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: "anywhere" }}>
          {t("newVocabulary.it", { reason })}
        </Text>
      </Group>
      <Group gap={6} mt={nearest.length > 0 || !check.isSearched ? 6 : 0}>
        {nearest.map((word) => (
          <Menu key={word} withinPortal>
            <Menu.Target>
              <Button size="compact-sm" variant="light">
                {word}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onChange({ label: word, alias: "" })}>
                {t("newVocabulary.write", { word })}
              </Menu.Item>
              <Menu.Item onClick={() => onChange({ alias: word })}>
                {t("newVocabulary.lookUp", { label: label.label, word })}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ))}
        {!check.isSearched && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void search()}
            disabled={isSearching}
            leftSection={isSearching ? <Loader size={12} /> : undefined}
          >
            {t("newVocabulary.suggest")}
          </Button>
        )}
      </Group>
    </div>
  );
}
