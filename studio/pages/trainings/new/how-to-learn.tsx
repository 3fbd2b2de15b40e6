import { Grid, NumberInput, SegmentedControl, Switch, Text } from "@mantine/core";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";
import type { TrainingOptions } from "./training-options";

type NumberOption =
  | "heads"
  | "channelDim"
  | "batch"
  | "epochs"
  | "learningRate"
  | "validationShare"
  | "seed"
  | "threads";

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly decimalScale?: number;
  /** What the recipe takes if it is left empty. */
  readonly usual?: string;
}

const BOUNDS: Readonly<Record<NumberOption, Bounds>> = {
  heads: { min: 1, max: 2_048 },
  channelDim: { min: 1, max: 2_048 },
  batch: { min: 2, max: 256, usual: "32" },
  epochs: { min: 1, max: 1_000, usual: "40" },
  learningRate: { min: 1e-6, max: 0.1, step: 1e-4, decimalScale: 6, usual: "0.001" },
  validationShare: { min: 0.05, max: 0.5, step: 0.05, decimalScale: 3, usual: "0.2" },
  seed: { min: 0, max: 1_000_000_000 },
  threads: { min: 1, max: 1_024 },
};

/** The head, the recipe and its options. */
export function HowToLearn(props: {
  options: TrainingOptions;
  onChange: (changed: Partial<TrainingOptions>) => void;
}) {
  const { options, onChange } = props;
  const numbers: NumberOption[] = [
    ...(options.head === "BIAM" ? (["heads", "channelDim"] as const) : []),
    ...(options.recipe === "GENERAL"
      ? (["epochs", "batch", "learningRate", "validationShare"] as const)
      : []),
    "seed",
    "threads",
  ];
  const isUneven = options.head === "BIAM" && options.channelDim % options.heads !== 0;
  return (
    <TitledCard title={t("newTraining.how")}>
      <Choice
        label={t("newTraining.head")}
        text={t(`newTraining.heads.${options.head}`)}
        value={options.head}
        values={["BIAM", "LINEAR"]}
        nameOf={(head) => t(`training.heads.${head}`)}
        onChange={(head) => onChange({ head })}
      />
      <Choice
        label={t("newTraining.recipe")}
        text={t(`newTraining.recipes.${options.recipe}`)}
        value={options.recipe}
        values={["GENERAL", "OFFICIAL"]}
        nameOf={(recipe) => t(`training.recipes.${recipe}`)}
        onChange={(recipe) => onChange({ recipe })}
      />
      <Grid gap="md">
        {numbers.map((option) => {
          const { usual, ...bounds } = BOUNDS[option];
          const isOptional = usual !== undefined || option === "threads";
          return (
            <Grid.Col key={option} span={{ base: 12, xs: 6, md: 3 }}>
              <NumberInput
                label={t(`newTraining.options.${option}`)}
                description={t(`newTraining.hints.${option}`)}
                inputWrapperOrder={["label", "input", "description", "error"]}
                placeholder={usual ?? (option === "threads" ? t("newTraining.halfOfCores") : undefined)}
                value={options[option]}
                onChange={(value) => {
                  if (typeof value === "number") onChange({ [option]: value });
                  else if (isOptional) onChange({ [option]: "" });
                }}
                clampBehavior="blur"
                allowDecimal={bounds.decimalScale !== undefined}
                error={option === "heads" && isUneven ? t("newTraining.uneven") : null}
                {...bounds}
              />
            </Grid.Col>
          );
        })}
      </Grid>
      <Switch
        label={t("newTraining.activate")}
        checked={options.activate}
        onChange={({ currentTarget }) => onChange({ activate: currentTarget.checked })}
      />
    </TitledCard>
  );
}

function Choice<Value extends string>(props: {
  label: string;
  text: string;
  value: Value;
  values: readonly Value[];
  nameOf: (value: Value) => string;
  onChange: (value: Value) => void;
}) {
  const { label, text, value, values, nameOf, onChange } = props;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        value={value}
        onChange={onChange}
        data={values.map((one) => ({ value: one, label: nameOf(one) }))}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {text}
      </Text>
    </div>
  );
}
