import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./fact-list.module.css";

/** What there is to know of a thing, each fact by its name; facts that are null are left out. */
export function FactList({ facts }: { facts: readonly (readonly [name: string, fact: ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(
        ([name, fact]) =>
          fact !== null && (
            <div key={name} className={classes.fact}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" size="sm" m={0} style={{ overflowWrap: "anywhere" }}>
                {fact}
              </Text>
            </div>
          ),
      )}
    </dl>
  );
}
