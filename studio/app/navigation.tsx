import { NavLink } from "@mantine/core";
import {
  IconActivity,
  IconApi,
  IconChartBar,
  IconCpu,
  IconHome,
  IconLetterCase,
  IconPhoto,
  IconSearch,
} from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { serviceBase } from "../api/address";
import { imageListOf } from "../parts/image-list";
import { t } from "../text/text";

/** `also`: what the first part of an address is where something of that page is shown. */
const PAGES = [
  { to: "/", icon: IconHome, text: "start", also: [] },
  { to: "/library", icon: IconPhoto, text: "library", also: ["images"] },
  { to: "/search", icon: IconSearch, text: "search", also: [] },
  { to: "/vocabularies", icon: IconLetterCase, text: "vocabularies", also: [] },
  { to: "/benchmarks", icon: IconChartBar, text: "benchmarks", also: ["evaluations", "comparisons"] },
  { to: "/models", icon: IconCpu, text: "models", also: ["trainings"] },
  { to: "/work", icon: IconActivity, text: "work", also: [] },
] as const;

/** The pages. `onGo` is called when one was chosen. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const first = useLocation({
    select: ({ pathname, search: { list } }) =>
      list && imageListOf(list)?.of === "search" ? "search" : (pathname.split("/")[1] ?? ""),
  });
  return (
    <>
      {PAGES.map(({ to, icon: Picture, text, also }) => (
        <NavLink
          key={to}
          component={Link}
          to={to}
          label={t(`nav.${text}`)}
          leftSection={<Picture size={18} stroke={1.7} aria-hidden />}
          active={to === `/${first}` || also.some((place) => place === first)}
          onClick={onGo}
          bdrs="md"
        />
      ))}
      <NavLink
        href={new URL("graphiql", serviceBase).href}
        label={t("nav.api")}
        leftSection={<IconApi size={18} stroke={1.7} aria-hidden />}
        bdrs="md"
      />
    </>
  );
}
