import { Button, Checkbox, Container, PasswordInput, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconLock } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { forgetAccessKey, keepAccessKey } from "../api/access-key";
import { look } from "../api/connection";
import { t } from "../text/text";
import { goBackToSender } from "./sender";

/** Asks for the API key where the service wants one, or another than the one that is kept. */
export function KeyPage() {
  const [key, setKey] = useState("");
  const [isForGood, setForGood] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useDocumentTitle(`${t("key.title")} · ${t("app.name")}`);

  const open = async (event: FormEvent) => {
    event.preventDefault();
    setLooking(true);
    keepAccessKey(key.trim(), isForGood);
    const found = await look();
    setLooking(false);
    if (found === "online") goBackToSender();
    if (found !== "locked") return;
    forgetAccessKey();
    setProblem(t("key.wrong"));
  };
  return (
    <Container size={440} px={0} py={{ base: "xl", sm: 64 }}>
      <form onSubmit={open}>
        <Stack gap="md">
          <ThemeIcon size={48} radius="xl" variant="light">
            <IconLock size={26} stroke={1.5} aria-hidden />
          </ThemeIcon>
          <Title order={1}>{t("key.title")}</Title>
          <Text c="dimmed">{t("key.why")}</Text>
          <PasswordInput
            label={t("key.label")}
            autoComplete="current-password"
            data-autofocus
            autoFocus
            required
            withAsterisk={false}
            value={key}
            error={problem && <span role="alert">{problem}</span>}
            onChange={({ currentTarget }) => {
              setKey(currentTarget.value);
              setProblem(null);
            }}
          />
          <Checkbox
            label={t("key.keep")}
            description={t(isForGood ? "key.kept" : "key.notKept")}
            checked={isForGood}
            onChange={({ currentTarget }) => setForGood(currentTarget.checked)}
          />
          <Button type="submit" loading={isLooking} fullWidth>
            {t("key.open")}
          </Button>
        </Stack>
      </form>
    </Container>
  );
}
