/** Computes without a pause: no event, and so no word of a lost parent, ever reaches it. */
for (;;);
