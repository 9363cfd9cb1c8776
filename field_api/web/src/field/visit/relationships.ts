/** How a member stands to the head of the family, as printed on the family card (registry/rules/kinship.py). */
export const RELATIONSHIPS = [
  "head",
  "spouse",
  "child",
  "child_in_law",
  "grandchild",
  "parent",
  "parent_in_law",
  "relative",
  "helper",
  "other",
] as const;
