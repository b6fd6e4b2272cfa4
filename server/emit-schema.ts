/** Writes server/schema.graphql from the classes: `npm run schema -w server`. A test tells when it is out of date. */
import { writeFileSync } from 'node:fs';
import { schemaText } from './src/schema.ts';

writeFileSync(new URL('./schema.graphql', import.meta.url), schemaText());
