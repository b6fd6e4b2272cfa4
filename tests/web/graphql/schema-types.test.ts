import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateOutput } from '@gql.tada/cli-utils';
import { expect, it } from 'vitest';

it('the types of the documents are those of the committed schema (else: npm run schema-types -w web)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'engram-schema-types-'));
  try {
    const output = join(folder, 'schema-types.d.ts');
    await generateOutput({ disablePreprocessing: false, output, tsconfig: 'web/tsconfig.json' });
    expect(readFileSync('web/src/graphql/generated/schema-types.d.ts', 'utf8')).toBe(
      readFileSync(output, 'utf8'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
