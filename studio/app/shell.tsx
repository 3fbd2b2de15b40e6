import { Anchor, AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet } from "@tanstack/react-router";
import { Uploads } from "../parts/upload/uploads";
import { t } from "../text/text";
import { ColorSchemeButton } from "./color-scheme-button";
import { Navigation } from "./navigation";

/** The frame of every page: where one can go, beside where one is. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", sm: "lg" }}
    >
      <a className="skip" href="#content">
        {t("app.skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t(isOpen ? "app.closeMenu" : "app.openMenu")}
            />
            <Anchor component={Link} to="/" underline="never" c="inherit">
              <Group gap={8} wrap="nowrap">
                <img src="./icon.svg" alt="" width={24} height={24} />
                <Text fw={650}>{t("app.name")}</Text>
              </Group>
            </Anchor>
          </Group>
          <ColorSchemeButton />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t("app.pages")}>
        <Navigation onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <Uploads />
    </AppShell>
  );
}
