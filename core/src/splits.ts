/** Part a datapoint plays under `fg-split`. */
export const splitRoles = ['shared', 'candidate', 'independent', 'external'] as const;
export type SplitRole = (typeof splitRoles)[number];
