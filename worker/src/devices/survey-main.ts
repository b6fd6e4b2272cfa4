/** A process that surveys the engines named in its arguments, one after another, and says what it finds. */
import type { EngineName } from '@engram/core';
import { surveyHere } from './survey.ts';

process.on('disconnect', () => process.exit(0));

for (const name of process.argv.slice(2)) {
  const survey = await surveyHere(name as EngineName);
  await new Promise((resolve) => process.send?.(survey, resolve));
}
// Not by returning: a native library that ends badly must not spoil what was said.
process.exit(0);
