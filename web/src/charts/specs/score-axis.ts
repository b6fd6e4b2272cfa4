/** The axis of memorization scores. */
export const scoreTitle = { label: 'memorization score m(x)', unit: 'in units of the distance' };
