import { Anchor, AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet } from "@tanstack/react-router";
import { useConnection } from "../api/connection";
import { useWorkChanges } from "../api/work-changes";
import { Uploads } from "../parts/upload/uploads";
import { t } from "../text/text";
import { AwayBanner } from "./away-banner";
import { ColorSchemeButton } from "./color-scheme-button";
import { ForgetKeyButton } from "./forget-key-button";
import { KeyPage } from "./key-page";
import { Navigation } from "./navigation";
import { RefusedPage } from "./refused-page";

/** The frame of every page: where one can go, beside where one is. */
export function Shell() {
  const connection = useConnection();
  const isLocked = connection === "locked";
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !isOpen || isLocked, desktop: isLocked } }}
      padding={{ base: "md", sm: "lg" }}
    >
      <button type="button" className="skip" onClick={() => document.getElementById("content")?.focus()}>
        {t("app.skip")}
      </button>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {!isLocked && (
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={t(isOpen ? "app.closeMenu" : "app.openMenu")}
              />
            )}
            <Anchor component={Link} to="/" underline="never" c="inherit">
              <Group gap={8} wrap="nowrap">
                <img src="./icon.svg" alt="" width={24} height={24} />
                <Text fw={650}>{t("app.name")}</Text>
              </Group>
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {!isLocked && <ForgetKeyButton />}
            <ColorSchemeButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t("app.pages")}>
        <Navigation onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <AwayBanner />
        {isLocked && <KeyPage />}
        {connection === "refused" && <RefusedPage />}
        {(connection === "online" || connection === "away") && <Opened />}
      </AppShell.Main>
      <Uploads />
    </AppShell>
  );
}

/** What is shown once the service lets one in. */
function Opened() {
  useWorkChanges();
  return <Outlet />;
}
