const FAMILIES: Readonly<Record<string, string>> = {
  ...{ biam: "BiAM", linear: "Linear", clip: "CLIP", siglip: "SigLIP", tips: "TIPS" },
};

/** What people call a family of models. */
export const familyText = (family: string): string => FAMILIES[family] ?? family;
