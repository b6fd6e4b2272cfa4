'use client';

import { createContext } from 'react';

/** Key of what the run measures whose scores are shown; null where it is unknown: then no score is read as a distance of views. */
export const RunMeasure = createContext<string | null>(null);
